"""One embedded server with the whole catalogue, and this process at the same desk."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runtime import database, keys
from runtime.settings import settings
from tests.embedded_fixture import Office, open_office


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The server and a worker; each is started again when it dies."""
    home = tmp_path_factory.mktemp("zhijiang")
    register = (sys.executable, "-m", "deployments.catalogue")
    env = {"ZHIJIANG_CLOCK_SECONDS": "0"}
    with (
        _same_desk(home),
        open_office(home, register=register, env=env, supervise=True) as office,
    ):
        yield office


@contextmanager
def _same_desk(home: Path) -> Iterator[None]:
    """This process uses the database of ``home``, as the command line would."""
    os.environ["ZHIJIANG_HOME"] = str(home)
    _forget()
    database.upgrade()
    try:
        yield
    finally:
        del os.environ["ZHIJIANG_HOME"]
        _forget()


def _forget() -> None:
    for cached in (settings, database.engine, keys._fernet):
        cached.cache_clear()
