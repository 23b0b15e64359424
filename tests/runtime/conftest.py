from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime import database, keys
from runtime.settings import settings
from tests.stamping_fixture import authority

__all__ = ["authority", "move_to"]

_CACHED = (settings, database.engine, keys.fernet)


def _forget() -> None:
    for cached in _CACHED:
        cached.cache_clear()


@pytest.fixture
def move_to(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Go on as the installation of a home folder, with further settings."""

    def move(home: Path, **settings_: str) -> None:
        monkeypatch.chdir(home.parent)
        monkeypatch.setenv("ZHIJIANG_HOME", str(home))
        for name, value in settings_.items():
            monkeypatch.setenv(f"ZHIJIANG_{name.upper()}", value)
        _forget()

    yield move
    _forget()
