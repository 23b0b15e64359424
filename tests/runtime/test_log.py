"""The log has a line for what was committed, and one for what was undone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import database, log
from runtime.desk import open_desk
from runtime.errors import NoSuchEdition
from runtime.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    settings.cache_clear()
    database.engine.cache_clear()
    database.upgrade()
    yield tmp_path
    settings.cache_clear()
    database.engine.cache_clear()


def _lines(home: Path) -> list[tuple[str, str, str | None]]:
    text = (home / "logs" / "zhijiang.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    return [(one["level"], one["message"], one.get("subject")) for one in lines]


def test_committed_events_and_undone_work_are_told_apart(home: Path) -> None:
    with open_desk() as desk:
        desk.record("file.kept", "甲.xlsx")
    with pytest.raises(NoSuchEdition):
        _record_and_fail()

    assert _lines(home) == [
        ("INFO", "file.kept", "甲.xlsx"),
        ("WARNING", "undone: NoSuchEdition: 没有第9届，请先用 open-edition 开启。", None),
    ]


def test_a_runs_lines_go_to_the_standard_output_when_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIJIANG_LOG_JSON", "true")
    settings.cache_clear()

    with open_desk() as desk:
        desk.record("by.command", "甲")
    with monkeypatch.context() as patch:
        patch.setattr(log, "_run", lambda: {"run": "1", "flow": "call"})
        with open_desk() as desk:
            desk.record("by.run", "甲")

    (line,) = capfd.readouterr().out.splitlines()
    assert (json.loads(line)["message"], json.loads(line)["flow"]) == ("by.run", "call")
    assert [message for _, message, _ in _lines(home)] == ["by.command"]


def _record_and_fail() -> None:
    with open_desk() as desk:
        desk.record("file.kept", "乙.xlsx")
        desk.edition(9)
