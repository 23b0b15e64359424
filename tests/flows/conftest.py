"""One embedded server with the whole catalogue, and this process at the same desk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deployments.commands import REGISTER
from models.types import SHANGHAI
from runtime import database, keys
from runtime.clock import run_until
from runtime.privacy import keep_private
from runtime.settings import settings
from tests.embedded_fixture import Office, open_office

_SPRING = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)

ENDED = ("Completed", "Failed", "Crashed", "Cancelled", "预演", "部分未受理", "退回", "未受理")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The server and a worker; each is started again when it dies."""
    with open_stack(tmp_path_factory.mktemp("zhijiang"), supervise=True) as office:
        yield office


@contextmanager
def open_stack(home: Path, **options: Any) -> Iterator[Office]:
    """An installation in spring; this process sits at its desk."""
    keep_private()  # as the command does
    env = {"ZHIJIANG_CLOCK_SECONDS": "0", **_rehearsed(home)}
    # A day whose year has a calendar, whenever the tests run; time passes as it does outside.
    run_until(home / "clock.json", _SPRING + timedelta(days=300), rate=1.0, start=_SPRING)
    with (
        _same_desk(home),
        open_office(home, register=REGISTER, env=env, **options) as office,
    ):
        yield office


@contextmanager
def _same_desk(home: Path) -> Iterator[None]:
    """This process uses the database of ``home``, as the command line would."""
    own = {"ZHIJIANG_HOME": str(home), **_rehearsed(home)}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    _forget()
    database.upgrade()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)  # another test may have tidied up too
            if value is not None:
                os.environ[name] = value
        _forget()


def _rehearsed(home: Path) -> dict[str, str]:
    """A clock and a folder of holiday plans that tests may change."""
    return {
        "ZHIJIANG_CLOCK": str(home / "clock.json"),
        "ZHIJIANG_CALENDARS": str(home / "calendars"),
    }


def _forget() -> None:
    for cached in (settings, database.engine, keys.fernet):
        cached.cache_clear()
