"""The application's tables on PostgreSQL, out and in again, by COPY; no ``pg_dump`` is needed.

Every table as of one moment (one REPEATABLE READ transaction), with the revision of the schema they
were in: a newer version of the program restores them and migrates.
"""

from collections.abc import Iterator
from pathlib import Path

from psycopg import Connection
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, inspect

from models import tables
from runtime.database import current_revision, migrate

REVISION = "revision.txt"


def copy_out(engine: Engine, folder: Path) -> None:
    """A file ``<table>.copy`` each, its first line the columns; and the revision."""
    folder.mkdir(parents=True)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        (folder / REVISION).write_text(current_revision(connection), encoding="utf-8")
        inside = inspect(connection)
        driver: Connection[tuple[object, ...]] = connection.connection.driver_connection  # type: ignore[assignment]
        for table in _tables(inside.get_table_names()):
            with (
                (folder / f"{table}.copy").open("wb") as file,
                driver.cursor().copy(
                    SQL("COPY {} TO STDOUT (FORMAT csv, HEADER)").format(Identifier(table))
                ) as rows,
            ):
                for data in rows:
                    file.write(data)


def copy_in(engine: Engine, folder: Path) -> None:
    """Into an empty database: the schema of then, its rows, and what is newer of the schema."""
    migrate(engine, (folder / REVISION).read_text(encoding="utf-8"))
    with engine.begin() as connection:
        driver: Connection[tuple[object, ...]] = connection.connection.driver_connection  # type: ignore[assignment]
        for file in sorted(folder.glob("*.copy"), key=lambda file: _place(file.stem)):
            _fill(driver, file)
        for table, column in _counted(driver):
            driver.execute(
                SQL("SELECT setval(pg_get_serial_sequence({0}, {1}), max({2})) FROM {3}").format(
                    table, column, Identifier(column), Identifier(table)
                )
            )
    migrate(engine)


def _fill(driver: "Connection[tuple[object, ...]]", file: Path) -> None:
    with file.open("rb") as rows:
        columns = rows.readline().decode().strip().split(",")
        names = SQL(",").join(Identifier(name.strip('"')) for name in columns)
        rows.seek(0)
        statement = SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)")
        with driver.cursor().copy(statement.format(Identifier(file.stem), names)) as copying:
            while data := rows.read(1 << 16):
                copying.write(data)


def _counted(driver: "Connection[tuple[object, ...]]") -> Iterator[tuple[str, str]]:
    """Columns that count themselves: the next number comes after the restored ones."""
    found = driver.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'"
    )
    yield from ((str(table), str(column)) for table, column in found.fetchall())


def _place(table: str) -> int:
    """A table comes after those its foreign keys name."""
    order = [one.name for one in tables.METADATA.sorted_tables]
    return order.index(table) if table in order else len(order)


def _tables(names: list[str]) -> list[str]:
    return sorted(name for name in names if name != "alembic_version")
