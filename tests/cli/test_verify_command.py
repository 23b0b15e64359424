"""The two commands about the archive: one writes it, the other needs nothing but it."""

import json
from pathlib import Path

import pytest

from cli.main import FINE, NO, REFUSED, run
from rules.record import record_text
from tests.actions.conftest import AT
from tests.rules.packs import pack


def bare_record(path: Path, edition: int) -> Path:
    text = record_text(edition=3, exported_at=AT, policy=pack())
    path.write_text(text.replace('"edition":3', f'"edition":{edition}'), encoding="utf-8")
    return path


def test_record_that_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(bare_record(tmp_path / "record.json", 3))]) == FINE
    assert "核对一致" in capsys.readouterr().out


def test_changed_record_is_told_in_sentences_or_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = str(bare_record(tmp_path / "record.json", 4))

    assert run(["verify", changed]) == NO
    assert "导出后被改动过" in capsys.readouterr().out
    assert run(["verify", changed, "--json"]) == NO
    assert json.loads(capsys.readouterr().out)["holds"] is False


def test_export_of_an_edition_verifies(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--edition", "3", "--out", "outbox/第三届.zip"]) == FINE
    assert run(["export", "--edition", "3", "--out", "outbox/第三届.zip"]) == REFUSED
    assert run(["verify", str(installation / "outbox" / "第三届.zip")]) == FINE
    printed = capsys.readouterr()
    assert "已导出 outbox/第三届.zip" in printed.out
    assert "没有覆盖" in printed.err


def test_export_of_no_edition_is_refused(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--edition", "9", "--out", "outbox/x.zip"]) == REFUSED
    assert "没有第9届" in capsys.readouterr().err
    assert not (installation / "outbox" / "x.zip").exists()
