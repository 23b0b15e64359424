from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from models import tables
from models.types import SHANGHAI
from runtime import clock, database, keys, settings
from runtime.days import calendar
from runtime.desk import Desk
from runtime.files import files
from tests.actions import factories

AT = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
_CACHED = (settings.settings, database.engine, keys.fernet)


@contextmanager
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder without a database, where it is `AT` until somebody moves the clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    monkeypatch.setenv("ZHIJIANG_CLOCK", str(tmp_path / "clock.json"))
    stopped = clock.ScaledTime(real=AT, sim=AT, rate=1.0, hold=AT)
    clock.write_scaled(tmp_path / "clock.json", stopped)
    for cached in _CACHED:
        cached.cache_clear()
    yield tmp_path
    database.engine().dispose()
    for cached in _CACHED:
        cached.cache_clear()


@contextmanager
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As ``bare_home``, with an empty schema."""
    with bare_home(tmp_path, monkeypatch) as home:
        tables.METADATA.create_all(database.engine())
        yield home


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with edition 3 in it."""
    with empty_home(tmp_path, monkeypatch) as home:
        with database.transaction() as session:
            session.add(factories.edition(opened_at=AT))
        yield home


@pytest.fixture
def desk(installation: Path) -> Iterator[Desk]:  # noqa: ARG001 - it must be there
    """A desk in one open transaction, undone afterwards."""
    with Session(database.engine(), expire_on_commit=False) as session, session.begin() as work:
        yield Desk(session, AT, calendar(), files(), settings.settings())
        if work.is_active:
            work.rollback()
