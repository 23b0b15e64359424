"""The tree of errors in rules.errors names every one, under the one it belongs to."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import rules
from rules import errors
from rules.errors import RuleError


def told() -> list[tuple[str, str]]:
    """Each error of the docstring with its parent."""
    found, parents = [], ["RuleError"]
    for indent, name in re.findall(
        r"^((?:│   |    )*)[├└]── (\w+)", errors.__doc__ or "", re.MULTILINE
    ):
        depth = len(indent) // 4
        parents[depth + 1 :] = [name]
        found.append((name, parents[depth]))
    return found


def real(parent: type[RuleError] = RuleError) -> Iterator[tuple[str, str]]:
    """Each error of the rules with its parent."""
    for error in parent.__subclasses__():
        if error.__module__.startswith("rules."):
            yield error.__name__, parent.__name__
            yield from real(error)


def test_every_error_stands_in_the_tree() -> None:
    for module in pkgutil.walk_packages(rules.__path__, "rules."):
        importlib.import_module(module.name)

    assert sorted(told()) == sorted(real())


def test_every_error_has_a_code_of_its_own() -> None:
    pending, codes = list(RuleError.__subclasses__()), []
    while pending:
        error = pending.pop()
        pending += error.__subclasses__()
        codes += [error.code] if error.__module__.startswith("rules.") else []

    assert len(set(codes)) == len(codes)
