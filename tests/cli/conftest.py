import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from cli import main
from runtime import clock, database, settings
from tests.actions import factories as make
from tests.actions.conftest import AT


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
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    monkeypatch.setenv("ZHIJIANG_CLOCK", str(tmp_path / "clock.json"))
    stopped = clock.ScaledTime(real=AT, sim=AT, rate=1.0, hold=AT)
    clock.write_scaled(tmp_path / "clock.json", stopped)
    for cached in (settings.settings, database.engine):
        cached.cache_clear()
    database.upgrade()
    with database.transaction() as session:
        session.add(make.edition(opened_at=AT))
    yield tmp_path
    database.engine().dispose()
    for cached in (settings.settings, database.engine):
        cached.cache_clear()
