import threading
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from models.audit import events_of, record_event
from models.effects import once
from models.types import SHANGHAI
from rules.chain import first_broken

AT = datetime(2026, 5, 8, 9, 30, tzinfo=SHANGHAI)


def _append(engine: Engine, actor: str, times: int) -> None:
    for number in range(times):
        with Session(engine) as session, session.begin():
            record_event(session, at=AT, actor=actor, action="tried", subject=str(number))


def _chain(engine: Engine) -> list[dict[str, object]]:
    with Session(engine) as session:
        return [
            {**e.content(), "prev_sha256": e.prev_sha256, "sha256": e.sha256}
            for e in events_of(session)
        ]


def test_writers_at_the_same_time_make_one_chain(engine: Engine) -> None:
    threads = [threading.Thread(target=_append, args=(engine, name, 8)) for name in "甲乙丙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    events = _chain(engine)

    assert len(events) == 24
    assert first_broken(events) is None


def test_a_changed_event_breaks_the_chain(engine: Engine) -> None:
    _append(engine, "甲", 3)
    events = _chain(engine)

    events[1]["actor"] = "乙"

    assert first_broken(events) == 1


def test_an_effect_happens_once(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        first = once(session, "3/call/1/notice", AT)
    with Session(engine) as session, session.begin():
        second = once(session, "3/call/1/notice", AT)

    assert (first, second) == (True, False)


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = AT.replace(tzinfo=None)

    with Session(engine) as session, pytest.raises(StatementError, match="time zone"):
        once(session, "3/call/1/notice", naive)
