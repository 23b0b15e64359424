"""An edition is looked at when its moment has come or something happened, and not otherwise."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.audit import record_event
from models.edition import EditionState
from models.types import SHANGHAI
from models.watch import editions_to_look_at, look_again, looked, newest_event
from tests.actions import factories

AT = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Two running editions that were looked at, one in preparation; undone afterwards."""
    with Session(engine) as session, session.begin() as work:
        for number in (3, 4):
            session.add(factories.edition(number=number))
        session.add(factories.edition(number=5, state=EditionState.PREPARING))
        session.flush()
        for number in (3, 4):
            event(session, number)
        for number in (3, 4):
            looked(session, number, "reminders", seen=newest_event(session), next_at=None)
        session.flush()
        yield session
        work.rollback()


def event(session: Session, edition: int | None) -> None:
    record_event(
        session, at=AT, actor="系统", action="tried", subject=str(edition), edition=edition
    )


def found(session: Session) -> list[int]:
    return editions_to_look_at(session, "reminders", AT)


def test_a_new_edition_is_looked_at_once_it_runs(session: Session) -> None:
    assert found(session) == []
    assert editions_to_look_at(session, "alarms", AT) == [3, 4]


def test_an_event_makes_its_edition_due(session: Session) -> None:
    event(session, 4)

    assert found(session) == [4]


def test_an_event_of_no_edition_makes_all_due(session: Session) -> None:
    event(session, None)

    assert found(session) == [3, 4]


def test_a_moment_that_has_come_makes_its_edition_due(session: Session) -> None:
    seen = newest_event(session)
    looked(session, 3, "reminders", seen=seen, next_at=AT)
    looked(session, 4, "reminders", seen=seen, next_at=AT + timedelta(seconds=1))
    session.flush()

    assert found(session) == [3]


def test_a_look_asked_for_comes_at_once_and_sends_no_second_digest(session: Session) -> None:
    tomorrow = AT + timedelta(days=1)
    for number in (3, 4):
        looked(session, number, "digest", seen=newest_event(session), next_at=tomorrow)
    session.flush()

    look_again(session, at=AT, editions=[4])
    assert found(session) == [4]

    look_again(session, at=AT)
    assert found(session) == [3, 4]
    assert editions_to_look_at(session, "digest", AT) == []
