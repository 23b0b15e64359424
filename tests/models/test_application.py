"""What is asked of all applications of an edition is answered by the database, the same by both."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.application import ApplicationState, newest_of, regions_of
from tests.actions import factories


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session, session.begin() as work:
        for number in (3, 4):
            session.add(factories.edition(number=number))
        session.flush()
        yield session
        work.rollback()


def add(session: Session, ref: str, uscc: str, form: dict[str, Any], **facts: Any) -> None:
    session.add(factories.application(ref, uscc=uscc, form=form, **facts))
    session.flush()


def test_counties_are_those_of_what_was_not_withdrawn(session: Session) -> None:
    add(session, "S001", "甲", {"region": "450702"})
    add(session, "S002", "乙", {"region": "450702"})
    add(session, "S003", "丙", {"region": "450721"}, state=ApplicationState.WITHDRAWN)
    add(session, "S004", "丁", {})
    add(session, "S005", "戊", {"region": "450722"}, edition=4)

    assert regions_of(session, 3) == {"450702"}


def test_an_applicants_last_package_counts(session: Session) -> None:
    add(session, "S001", "甲", {})
    add(session, "S002", "", {})
    add(session, "S003", "甲", {})
    add(session, "S004", "", {})
    add(session, "S005", "甲", {}, edition=4)

    assert newest_of(session, 3) == {"S002", "S003", "S004"}
