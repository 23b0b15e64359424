"""A note is read with its signer's key only."""

from pathlib import Path

import pytest

from cli.countersign import countersign
from cli.main import REFUSED, run
from tests.cli.test_countersign import rewritten, written
from tests.rules.test_record import record


def test_verify_checks_the_note_with_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, own = written(tmp_path / "a.json", record()), tmp_path / "observer"
    other = written(tmp_path / "c.json", rewritten(record()))
    countersign(path, name="监督", folder=own)
    said = capsys.readouterr().out
    key = next(line for line in said.splitlines() if line.startswith("公钥")).partition("：")[2]
    note = own / "last.note"
    ask = ["--note", str(note), "--key", key]

    assert run(["verify", str(path), *ask]) == 0
    assert run(["verify", str(other), *ask]) == 1
    note.write_text(note.read_text("utf-8").replace("\n3\n", "\n4\n"), encoding="utf-8")
    assert run(["verify", str(path), *ask]) == REFUSED
    note.write_bytes(b"\xff")
    assert run(["verify", str(path), *ask]) == REFUSED
