"""Reminders: once, in time, and never a heap of them."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.canonical import BEIJING
from rules.reminders import Ladder, Step, due_step

DUE = datetime(2026, 6, 30, 18, tzinfo=BEIJING)
DAYS = (7, 3, 1)


def before(days: float) -> datetime:
    return DUE - timedelta(days=days)


def test_steps_are_counted_back_from_the_deadline() -> None:
    assert Ladder(DUE, (1, 7, 3, 3)).steps() == (
        Step("2026-06-30/before-7", 7, before(7)),
        Step("2026-06-30/before-3", 3, before(3)),
        Step("2026-06-30/before-1", 1, before(1)),
    )


def test_nothing_is_due_before_the_first_step() -> None:
    assert due_step(DUE, DAYS, before(7.01), set()) is None


def test_step_is_due_from_its_moment_on_until_it_is_sent() -> None:
    step = Step("2026-06-30/before-7", 7, before(7))

    assert due_step(DUE, DAYS, before(7), set()) == step
    assert due_step(DUE, DAYS, before(5), set()) == step
    assert due_step(DUE, DAYS, before(5), {step.id}) is None


def test_after_a_standstill_one_reminder_catches_up() -> None:
    step = due_step(DUE, DAYS, before(0.5), set())

    assert step == Step("2026-06-30/before-1", 1, before(1))
    assert due_step(DUE, DAYS, before(0.4), {"2026-06-30/before-1"}) is None


def test_nothing_is_sent_once_the_deadline_has_passed() -> None:
    assert due_step(DUE, DAYS, DUE, set()) is None


def test_moved_deadline_moves_its_reminders() -> None:
    sent = {step.id for step in Ladder(DUE, DAYS).steps()}
    later = DUE + timedelta(days=14)

    assert due_step(later, DAYS, DUE, sent) is None
    assert due_step(later, DAYS, later - timedelta(days=7), sent) == Step(
        "2026-07-14/before-7", 7, later - timedelta(days=7)
    )


def test_id_names_the_day_in_beijing() -> None:
    utc = datetime.fromisoformat("2026-06-29T18:00:00+00:00")

    assert Ladder(utc, (1,)).steps()[0].id == "2026-06-30/before-1"


def test_next_moment_is_when_the_clock_has_to_look_again() -> None:
    ladder = Ladder(DUE, DAYS)

    assert ladder.next_moment(before(7)) == before(3)
    assert ladder.next_moment(before(1)) is None


@given(
    days=st.sets(st.integers(1, 30), max_size=5),
    hours=st.lists(st.integers(0, 40 * 24), max_size=60),
)
def test_each_step_is_sent_at_most_once_and_in_order(days: set[int], hours: list[int]) -> None:
    sent: list[Step] = []

    for moment in sorted(before(hour / 24) for hour in hours):
        if step := due_step(DUE, days, moment, {step.id for step in sent}):
            sent.append(step)

    assert [step.days for step in sent] == sorted({step.days for step in sent}, reverse=True)
