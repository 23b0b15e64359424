"""Checks of the source itself: each takes text or names and gives back complaints, none when fine.

The linters know nothing of these rules. `tests/test_layout.py` runs them on the repository, and on
snippets that must not pass.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

VAGUE_NAMES = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
MOMENTS = {"now", "today", "utcnow"}
CLOCK_AND_CHANCE = {
    "os.urandom",
    "random",
    "secrets",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
}
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条|\d\(\d+\)")
FUNCTION_LINES = 50
MODULE_LINES = 300
INIT_LINES = range(3, 11)

Check = Callable[[str], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def shipped_by_others(
    names: Collection[str], distributions: Mapping[str, Collection[str]]
) -> list[str]:
    """Our top-level names that another installed distribution ships too."""
    return [
        f"{name} also comes with {', '.join(sorted(others))}"
        for name in sorted(names)
        if (others := set(distributions.get(name, ())) - {"zhijiang"})
    ]


def shadowing(stems: Iterable[str], importable: Collection[str]) -> list[str]:
    """Files of flows/ that would be imported instead of the module of that name."""
    return [f"flows/{stem}.py shadows {stem}" for stem in stems if stem in importable]


def vague_names(stems: Iterable[str]) -> list[str]:
    return [f"{stem} says nothing" for stem in stems if stem in VAGUE_NAMES]


def init_problems(source: str) -> list[str]:
    """What keeps a package's ``__init__`` from being a docstring of 3 to 10 lines."""
    tree = ast.parse(source)
    count = len((ast.get_docstring(tree) or "").splitlines())
    problems = [] if count in INIT_LINES else [f"its docstring has {count} lines"]
    return problems if len(tree.body) == 1 else [*problems, "it holds more than a docstring"]


def missing_docstring(source: str) -> list[str]:
    return [] if ast.get_docstring(ast.parse(source)) else ["no module docstring"]


def flow_file_problems(source: str) -> list[str]:
    """Classes and public functions beside the flows; a file without flows is none of ours."""
    body = ast.parse(source).body
    functions = [node for node in body if isinstance(node, Function)]
    if not any(map(_is_flow, functions)):
        return []
    classes = [f"class {node.name}" for node in body if isinstance(node, ast.ClassDef)]
    return classes + [
        f"{node.name} is public and no flow"
        for node in functions
        if not node.name.startswith("_") and not _is_flow(node)
    ]


def clock_or_chance(source: str) -> list[str]:
    """Lines that read the clock or draw a random number, other than through `runtime.clock`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for name in _imported(node) or [_dotted(node)]:
            owner, dot, last = name.rpartition(".")
            is_moment = dot and last in MOMENTS and owner.split(".")[-1] != "clock"
            if name in CLOCK_AND_CHANCE or is_moment:
                found.append(f"line {getattr(node, 'lineno', 0)}: {name}")
    return found


def mentions(source: str, name: str) -> list[str]:
    """Lines that use this name, imported or as an attribute."""
    return [
        f"line {getattr(node, 'lineno', 0)}: {name}"
        for node in ast.walk(ast.parse(source))
        if any(used.split(".")[-1] == name for used in _imported(node) or [_dotted(node)])
    ]


def states_written(source: str, doors: Collection[str]) -> list[str]:
    """Assignments to a `.state` that has a door of its own, or that does not say which state it is.

    `doors` are the enums whose states only their door may write.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        for target, value in _assigned(node):
            named = {name for name in map(_dotted, ast.walk(value)) if "State" in name}
            enums = {name.split(".")[0] for name in named}
            if target == "state" and (not enums or enums & set(doors)):
                found.append(f"line {value.lineno}: .state = {ast.unparse(value)}")
    return found


def cached_tasks(source: str) -> list[str]:
    """Tasks that Prefect may skip because it believes that it has the result."""
    return [
        f"{node.name} lacks cache_policy=NO_CACHE"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, Function)
        for decorator in node.decorator_list
        if _name_of(decorator) == "task" and not _is_uncached(decorator)
    ]


def of_one_city(source: str, ids: Collection[str] = (), names: Collection[str] = ()) -> list[str]:
    """Strings that only one city's regulation justifies, where a policy knows better.

    `ids` are whole strings (a prize, a condition, a pack), `names` parts of strings (a city); the
    number of an article is one too. Keys of a dict literal are names of fields and let pass, and
    so are docstrings, but for those of flows, which the office reads.
    """
    tree = ast.parse(source)
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    unread = _docstrings(tree)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        said = _ARTICLE.search(node.value) or any(name in node.value for name in names)
        if (said and id(node) not in unread) or (node.value in ids and id(node) not in keys):
            found.append(f"line {node.lineno}: {node.value[:40]}")
    return found


def too_long(source: str) -> list[str]:
    lines = len(source.splitlines())
    problems = [f"{lines} lines"] if lines > MODULE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                problems.append(f"{node.name} has {length} lines")
    return problems


def _docstrings(tree: ast.Module) -> set[int]:
    """The docstrings that only developers read."""
    holders = [tree, *(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef | Function))]
    return {
        id(node.body[0].value)
        for node in holders
        if node.body and isinstance(node.body[0], ast.Expr)
        if not (isinstance(node, Function) and _is_flow(node))
    }


def _is_flow(node: Function) -> bool:
    """Made one by Prefect's ``flow``, or by one of ``flows.ending``."""
    return any(name == "flow" or name.endswith("_flow") for name in _decorators(node))


def _decorators(node: Function) -> set[str]:
    return {_name_of(decorator) for decorator in node.decorator_list}


def _name_of(decorator: ast.expr) -> str:
    """The last name of a decorator: "task" for @task, @task(...) and @prefect.task(...)."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return _dotted(target).split(".")[-1]


def _is_uncached(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(
        keyword.arg == "cache_policy" and _dotted(keyword.value).split(".")[-1] == "NO_CACHE"
        for keyword in decorator.keywords
    )


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
    return []


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Attributes that are set here, each with its value."""
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        pairs = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=False))
        for one, value in pairs:
            if isinstance(one, ast.Attribute):
                yield one.attr, value


def _dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of names; the part after a call or index for anything else."""
    return ".".join(reversed(list(_steps(node))))


def _steps(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value
    yield node.id if isinstance(node, ast.Name) else ""
