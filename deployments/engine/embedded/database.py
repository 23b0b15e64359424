"""A new embedded server need not migrate an empty database: one that has been migrated is kept.

Prefect's migrations take seven of the ten seconds of a first start. The first one on this machine
leaves a copy in the user's cache folder, by Prefect's version; new folders begin with that copy.
"""

import contextlib
import importlib.metadata
import os
import shutil
import sqlite3
from pathlib import Path


def seed(database: Path) -> bool:
    """Puts the kept copy where the server will look; is there a database now?"""
    kept = _kept()
    if database.exists():
        return True
    if not kept.exists():
        return False
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_suffix(".part")
    shutil.copyfile(kept, part)
    part.replace(database)
    return True


def keep(database: Path) -> None:
    """Copies a database that a server has just made, without what is one server's own.

    A cache that cannot be written is no reason to fail: the next folder migrates again.
    """
    kept = _kept()
    with contextlib.suppress(OSError, sqlite3.Error):
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        with (
            contextlib.closing(sqlite3.connect(database)) as source,
            contextlib.closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
            copy.execute("DELETE FROM configuration")  # session and encryption keys
            copy.commit()
            copy.execute("PRAGMA journal_mode = DELETE")
        part.replace(kept)


def cache_folder() -> Path:
    """Of this user, for what is the same in every installation."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "zhijiang")


def _kept() -> Path:
    return cache_folder() / f"prefect-{importlib.metadata.version('prefect')}.sqlite"
