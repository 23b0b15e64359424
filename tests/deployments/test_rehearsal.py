"""The rehearsal before the worker forks: it touches nothing real, and its engine is used again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.rehearsal import rehearse
from runtime import database
from runtime.days import POLICIES
from runtime.settings import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path / "home"))
    for known in (settings, database.engine):
        known.cache_clear()
    yield tmp_path / "home"
    database.engine().dispose()
    for known in (settings, database.engine):
        known.cache_clear()


def test_a_rehearsal_writes_nothing_into_the_installation(home: Path) -> None:
    rehearse()

    assert settings().home == home
    assert not home.exists()


@pytest.mark.parametrize("pack", [path.parent.name for path in POLICIES.glob("*/meta.toml")])
def test_every_pack_can_be_rehearsed(pack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIJIANG_PACK", pack)

    rehearse()

    assert _compiled() > 70


def test_a_rehearsal_needs_no_time_that_has_begun(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIJIANG_CLOCK", str(home / "clock.json"))

    rehearse()

    assert _compiled() > 70


def test_what_was_compiled_goes_on_to_the_real_database() -> None:
    rehearse()

    engine = database.engine()

    with engine.connect() as connection:
        (_, _, file), *_ = connection.exec_driver_sql("PRAGMA database_list").all()
    assert Path(file) == settings().home.resolve() / "zhijiang.db"
    assert _compiled() > 0


def _compiled() -> int:
    """How many statements the next engine knows."""
    return len(database.engine()._compiled_cache or ())
