from pathlib import Path

import pytest

from deployments.catalogue import catalogue
from runtime import database
from tests.actions import factories
from tests.actions.conftest import bare_home, empty_home


def _rule() -> str:
    (schedule,) = (one.schedule for one in catalogue() if one.name == "open-edition")
    return str(getattr(schedule, "rrule", ""))


def test_article_04_the_schedule_is_counted_from_the_last_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_home(tmp_path, monkeypatch):
        with database.transaction() as session:
            session.add(factories.edition(year=2051))

        assert _rule() == "DTSTART:20530301T090000\nRRULE:FREQ=YEARLY;INTERVAL=2"


def test_article_04_before_there_is_a_database_the_packs_day_is_scheduled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bare_home(tmp_path, monkeypatch):
        assert "0301T090000" in _rule()
