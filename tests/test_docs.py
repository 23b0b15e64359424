"""What is written about the program is true and complete: settings, make targets, commands."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

from cli.main import COMMANDS, application
from deployments.catalogue import catalogue
from runtime.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLE = ROOT / ".env.example"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LOCKED = re.compile(r"^([a-z0-9._-]+)==([^ ]+)", re.MULTILINE)


def _quoted(page: Path) -> str:
    """What a page shows as code, where a command is meant and not a word."""
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def _targets() -> dict[str, str]:
    """Every target of the Makefile with the text that plain make shows, "" without one."""
    found = re.findall(r"^([a-z-]+):(?:[^=\n]*?## (.+)|[^=].*)?$", MAKEFILE, re.MULTILINE)
    return dict(found)


def _commands(app: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for name in app:
        if not name.startswith("-"):
            yield " ".join([*path, name]), app[name].help
            yield from _commands(app[name], (*path, name))


def test_every_target_is_explained() -> None:
    assert [name for name, text in _targets().items() if not CHINESE.search(text)] == []


def test_every_target_is_phony() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert set(phony[1].split()) == set(_targets())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", _quoted(page)))

    assert named - set(_targets()) == set()


def test_what_calls_make_without_a_person_names_targets_that_exist() -> None:
    callers = [ROOT / ".pre-commit-config.yaml", ROOT / ".github" / "workflows" / "ci.yml"]
    callers += sorted((ROOT / ".ci").iterdir())
    texts = "\n".join(path.read_text(encoding="utf-8") for path in callers)
    called = set(re.findall(r"^\s*(?:entry: )?make ([a-z-]+)\b", texts, re.MULTILINE))

    assert {"check", "fix", "test"} <= called
    assert called - set(_targets()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    here = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in here if not (page.parent / link).exists()] == []


def test_the_newest_version_of_the_changelog_is_the_one_that_is_built() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert re.findall(r"^## \[(\d[^]]*)\]", changes, re.MULTILINE)[0] == built["version"]


def test_the_readme_names_every_deployment() -> None:
    named = set(re.findall(r"`([a-z-]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))

    assert {one.name for one in catalogue()} - named == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"\bzhijiang ([a-z][a-z-]*)", _quoted(page)))

    assert named - set(COMMANDS) == set()


def test_the_readme_names_the_first_two_steps() -> None:
    shown = _quoted(ROOT / "README.md")

    assert "make demo" in shown
    assert "make test" in shown


def test_every_command_has_help_in_chinese() -> None:
    commands = dict(_commands(application()))

    assert set(COMMANDS) <= set(commands)
    assert [name for name, text in commands.items() if not CHINESE.search(text)] == []


def test_the_example_lists_exactly_the_settings() -> None:
    listed = re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted(f"ZHIJIANG_{name}".upper() for name in Settings.model_fields)


def test_the_example_unchanged_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ZHIJIANG_{name}".upper(), raising=False)

    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_every_setting_is_explained() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    unexplained = [block for block in blocks if "=" in block and not block.startswith("# ")]

    assert unexplained == []


def test_every_test_that_a_page_names_exists() -> None:
    named = {
        pair
        for page in PAGES
        for pair in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page.read_text(encoding="utf-8"))
    }
    missing = [
        f"{file}::{name}"
        for file, name in sorted(named)
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]

    assert named
    assert missing == []


def test_each_lock_holds_the_one_before() -> None:
    app, grown, dev = (
        dict(LOCKED.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))
        for name in ("app.txt", "grown.txt", "dev.txt")
    )

    assert app
    assert {name: grown.get(name) for name in app} == app
    assert {name: dev.get(name) for name in grown} == grown


def test_the_locks_name_nothing_of_the_machine_they_were_made_on() -> None:
    locks = "".join(path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt"))

    assert re.findall(r"(?:file|https?)://\S+|(?<![\w.])/[a-z]+/\S+", locks) == []
