"""Tests mirror the code: a module is tried in the file that its own path names.

`unmirrored.txt` lists the modules that other tests try; it may only become shorter.
"""

from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN_UNMIRRORED = ROOT / "tests" / "unmirrored.txt"
MIRRORED = (
    "actions",
    "cli",
    "documents",
    "models",
    "notifications",
    "rules",
    "runtime",
    "tasks",
)
NOT_MODULES = {"__init__.py", "__main__.py"}


def _mirror(module: Path) -> Path:
    """The test file of a module: of rules/draw.py, tests/rules/test_draw.py."""
    return Path("tests") / module.parent / f"test_{module.name}"


def _modules() -> list[Path]:
    return sorted(
        path.relative_to(ROOT)
        for package in MIRRORED
        for path in (ROOT / package).rglob("*.py")
        if path.name not in NOT_MODULES and "migrations" not in path.parts
    )


def _unmirrored() -> set[str]:
    return {str(path) for path in _modules() if not (ROOT / _mirror(path)).exists()}


def _known() -> list[str]:
    return KNOWN_UNMIRRORED.read_text(encoding="utf-8").splitlines()


def test_a_new_module_has_a_test_file_of_its_own() -> None:
    assert sorted(_unmirrored() - set(_known())) == []


def test_what_is_mirrored_or_gone_leaves_the_list() -> None:
    assert sorted(set(_known()) - _unmirrored()) == []


def test_the_list_is_in_order() -> None:
    assert _known() == sorted(set(_known()))


def test_a_module_without_a_mirror_is_noticed() -> None:
    assert _mirror(Path("rules/policy/leaf.py")) == Path("tests/rules/policy/test_leaf.py")
    assert not (ROOT / _mirror(Path("rules/no_such_rule.py"))).exists()
    assert (ROOT / _mirror(Path("tasks/verbs.py"))).exists()
