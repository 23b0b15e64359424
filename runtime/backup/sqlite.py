"""A copy of an SQLite database that others write to meanwhile."""

import contextlib
import sqlite3
from pathlib import Path

_PAGES = 500  # a step; between two of them writers get their turn


def copy(source: Path, target: Path) -> None:
    """The database as of one moment; a writer that comes in between makes SQLite begin anew."""
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES, sleep=0.01)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it


def is_sound(file: Path) -> bool:
    with contextlib.closing(sqlite3.connect(file)) as database:
        try:
            answer: tuple[str] = database.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError:
            return False
        return answer == ("ok",)
