"""``docs/articles.md``: article by article, which value and which rule decide, and what tries it.

Written from the citations of the pack, the docstrings of the rules and the names of the tests by
``python -m tests.rules.articles``; only the sentences come from ``docs/articles.toml``.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rules.sourced import Basis
from tests.rules.packs import pack

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "rules"
PAGE, SENTENCES = ROOT / "docs" / "articles.md", ROOT / "docs" / "articles.toml"
ARTICLES, CASES = range(1, 33), range(1, 52)
_DATA = ("policy", "record")  # values and containers, not decisions

_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile(r"第([一二三四五六七八九十]+)条(?:至第([一二三四五六七八九十]+)条)?")
_ENGLISH = re.compile(r"\barticles? ((?:\d+(?:\(\d\))?(?:, | and | to )?)+)")
_TEST = re.compile(r"^test_(article|case)_(\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `number`, its sentence, and the three columns that prove it."""

    number: int
    sentence: str
    keys: tuple[str, ...]
    rules: tuple[str, ...]
    tests: tuple[str, ...]


def page() -> str:
    """The text of docs/articles.md."""
    return "\n".join([_HEAD, *_table(article_rows()), _MIDDLE, *_table(case_rows()), ""])


@cache
def article_rows() -> tuple[Row, ...]:
    """A row for each article."""
    rules, tests, keys = dict(_rules()), _tests("article"), _keys()
    return tuple(
        Row(
            number,
            _sentences()["articles"][str(number)],
            tuple(key for key, cited in keys if number in cited),
            tuple(rule for rule, cited in rules.items() if number in cited),
            tests.get(number, ()),
        )
        for number in ARTICLES
    )


@cache
def case_rows() -> tuple[Row, ...]:
    """A row for each hard case; its rules are those its tests call, themselves or by a helper."""
    tests = _tests("case")
    return tuple(
        Row(
            number,
            _sentences()["cases"][str(number)][0],
            tuple(_sentences()["cases"][str(number)][1]),
            _called(number),
            tests.get(number, ()),
        )
        for number in CASES
    )


def numbers_in(text: str) -> set[int]:
    """Every article a text names: 第十四条至第二十二条, or "articles 9(2) and 10 to 12"."""
    found: set[int] = set()
    for first, last in _CHINESE.findall(text):
        low = _number(first)
        found |= set(range(low, _number(last or first) + 1))
    for group in _ENGLISH.findall(text):
        parts = re.findall(r"(\d+)(?:\(\d\))?( to )?", group)
        for position, (digits, to) in enumerate(parts):
            after = int(parts[position + 1][0]) if to and position + 1 < len(parts) else int(digits)
            found |= set(range(int(digits), after + 1))
    return found & set(ARTICLES)


def _number(chinese: str) -> int:
    tens, ten, ones = chinese.rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


def _keys() -> list[tuple[str, set[int]]]:
    """Every value with the articles it cites; one that no article fixes is marked."""
    return [
        (value.key + ("" if value.basis is Basis.ARTICLE else "\\*"), numbers_in(value.cite))
        for value in pack().values()
    ]


def _rules() -> Iterator[tuple[str, set[int]]]:
    """Public functions with the articles they name, or else those of their module."""
    for path in sorted((ROOT / "rules").rglob("*.py")):
        inside = path.relative_to(ROOT / "rules")
        if inside.parts[0] in _DATA or path.stem == "__init__":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        shared = numbers_in(ast.get_docstring(tree) or "") | numbers_in(_constants(tree))
        for function in tree.body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                own = numbers_in(" ".join(_texts(function)))
                yield f"{'.'.join(inside.with_suffix('').parts)}.{function.name}", own or shared


def _constants(tree: ast.Module) -> str:
    return " ".join(
        text for node in tree.body if isinstance(node, ast.Assign) for text in _texts(node)
    )


def _texts(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


@cache
def _functions() -> tuple[tuple[str, ast.FunctionDef], ...]:
    """Every test of the rules with its file."""
    paths = sorted(TESTS.rglob("test_*.py"))
    return tuple(
        (str(path.relative_to(TESTS).with_suffix("")), node)
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def _tests(kind: str) -> dict[int, tuple[str, ...]]:
    """Tests by the number they are named after; a name may hold an article and a case."""
    found: dict[int, tuple[str, ...]] = {}
    for file, node in _functions():
        for number in _named(kind, node.name):
            found[number] = (*found.get(number, ()), f"{file}::{node.name}")
    return found


def _named(kind: str, name: str) -> list[int]:
    return sorted({int(digits) for digits in re.findall(rf"_{kind}_0*(\d+)(?=_|$)", name)})


def _called(number: int) -> tuple[str, ...]:
    """The modules of rules/ whose functions the tests of a case use."""
    used: dict[str, None] = {}
    for file, node in _functions():
        if number in _named("case", node.name):
            names = _names(node) | {n for own in _names(node) for n in _helpers(file).get(own, ())}
            used |= dict.fromkeys(rule for rule in _imports(file) if rule.split(".")[-1] in names)
    return tuple(used)


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


@cache
def _helpers(file: str) -> dict[str, set[str]]:
    """The names each function of a test file uses."""
    tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
    return {node.name: _names(node) for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def _imports(file: str) -> tuple[str, ...]:
    """What a test file imports from the rules, as module.name."""
    tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
    return tuple(
        f"{node.module.removeprefix('rules.')}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rules.")
        for alias in node.names
        if alias.name[0].islower()
    )


def _table(rows: tuple[Row, ...]) -> Iterator[str]:
    yield "| | decides | policy | rules | tests |"
    yield "|---|---|---|---|---|"
    for row in rows:
        columns = (row.keys, tuple(f"{r}" for r in row.rules), row.tests)
        cells = [
            " ".join(f"`{one}`".replace("\\*`", "`\\*") for one in column) for column in columns
        ]
        yield f"| {row.number} | {row.sentence} | {' | '.join(cells)} |"


_HEAD = """# From article to proof

Written by `make docs` from the citations of `policies/qinzhou-2021`, the docstrings of `rules/`,
the names of the tests in `tests/rules` and `docs/articles.toml`; do not edit. A value marked \\* is
no article's: the office confirms it before the stage that uses it opens.

## Articles
"""

_MIDDLE = """
## Hard cases

Where the regulation is silent or two of its sentences meet. The policy column names what another
city can set otherwise; where no rule is named, the value itself is the decision.
"""


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
