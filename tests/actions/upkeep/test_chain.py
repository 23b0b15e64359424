"""A changed event is found, by the clock's rounds and by the whole check."""

from datetime import timedelta

from sqlalchemy import text

from actions.upkeep import chain
from models.audit import events_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions.factories import at


def _write(desk: Desk, count: int) -> list[int]:
    for number in range(count):
        desk.record("test.noted", str(number), number=number)
    return [id_of(row) for row in events_of(desk.session)]


def _change(desk: Desk, event: int) -> None:
    """As somebody with the database's password would."""
    desk.session.flush()
    change = text("UPDATE audit_event SET actor = '别人' WHERE id = :id")
    desk.session.connection().execute(change, {"id": event})
    desk.session.expire_all()


def test_a_whole_chain_is_well(desk: Desk) -> None:
    _write(desk, 5)

    found = chain.examined(desk.session, 60)

    assert (found.ok, found.do) == (True, "")
    assert found.said.startswith("共 ")


def test_a_changed_event_is_named_with_its_day(desk: Desk) -> None:
    third = _write(desk, 5)[2]
    _change(desk, third)

    found = chain.examined(desk.session, 60)

    assert not found.ok
    assert found.say.startswith(f"审计链在第 {third} 号事项（2026年4月1日")
    assert found.since == desk.at


def test_an_event_that_was_taken_out_is_noticed(desk: Desk) -> None:
    ids = _write(desk, 5)
    desk.session.flush()
    taken_out = text("DELETE FROM audit_event WHERE id = :id")
    desk.session.connection().execute(taken_out, {"id": ids[2]})
    desk.session.expire_all()

    assert f"第 {ids[3]} 号事项" in chain.examined(desk.session, 60).say


def test_a_check_without_time_left_says_how_far_it_came(desk: Desk) -> None:
    count = len(_write(desk, 5))

    assert chain.examined(desk.session, 0).said == (
        f"共 {count} 件事项，在限定的时间内核对了前 0 件，前后相符。"
    )


def test_the_clock_takes_in_what_is_new_and_stays_at_what_does_not_fit(desk: Desk) -> None:
    _write(desk, 2)
    chain.look_on(desk)
    assert chain.known(desk).ok
    newest = _write(desk, 3)[-1]
    _change(desk, newest)

    chain.look_on(desk)
    first = chain.known(desk)
    chain.look_on(desk)

    assert f"第 {newest} 号事项" in first.say
    assert chain.known(desk) == first


def test_what_was_changed_behind_the_clock_is_found_on_the_next_day(desk: Desk) -> None:
    oldest = _write(desk, 3)[0]
    chain.look_on(desk)
    _change(desk, oldest)
    chain.look_on(desk)
    assert chain.known(desk).ok

    chain.look_on(at(desk, desk.at + timedelta(days=1)))

    assert f"第 {oldest} 号事项" in chain.known(desk).say
