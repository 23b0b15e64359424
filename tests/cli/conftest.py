import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from cli import main
from runtime import database
from tests.actions import factories as make
from tests.actions.conftest import AT, bare_home


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line left behind."""

    code: int
    out: str
    err: str


class Zhijiang(Protocol):
    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Answer: ...


@pytest.fixture
def zhijiang(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zhijiang:
    """Run the command in this process, as the shell would."""

    def run(*arguments: str, stdin: str | bytes = "") -> Answer:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main.run(arguments)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with an upgraded database and edition 3, where it is always `AT`."""
    with bare_home(tmp_path, monkeypatch) as home:
        database.upgrade()
        with database.transaction() as session:
            session.add(make.edition(opened_at=AT))
        yield home
