"""Reminders: once, in time, never a heap of them, and up the ladder when nobody answers."""

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar, YearPlan
from rules.canonical import BEIJING
from rules.reminders import Before, Chase, Ladder, Rungs, Side, working_days_left
from tests.rules.packs import pack

# Thursday; the Wednesday before and the Monday after are days off
DUE = datetime(2026, 9, 24, 17, 30, tzinfo=BEIJING)
CALENDAR = WorkCalendar(
    {
        2026: YearPlan(
            off_days=frozenset({DUE.date() - timedelta(days=1), DUE.date() + timedelta(days=4)}),
            make_up_workdays=frozenset(),
            source="test",
        )
    }
)
RUNGS = Rungs(
    before=(Before(1, "working_day"), Before(7), Before(3)),
    morning=time(8, 30),
    on_the_day=True,
    at_deadline=True,
    after=(
        Chase(1, "working_day", "panel_leader"),
        Chase(1, "week", "office"),
        Chase(1, "month", "office_head"),
    ),
)
LADDER = Ladder(DUE, RUNGS, CALENDAR)
PLAIN = Ladder(DUE, Rungs(tuple(map(Before, (7, 3, 1)))), CALENDAR)


def day(text: str, hour: int = 8, minute: int = 30) -> datetime:
    month, number = map(int, text.split("-"))
    return datetime(2026, month, number, hour, minute, tzinfo=BEIJING)


def test_steps_lie_before_at_and_after_the_deadline() -> None:
    assert [(step.id, step.at) for step in LADDER.steps()] == [
        ("2026-09-24/before-7", day("9-17")),
        ("2026-09-24/before-3", day("9-21")),
        ("2026-09-24/before-1w", day("9-22")),
        ("2026-09-24/morning", day("9-24")),
        ("2026-09-24/at", DUE),
        ("2026-09-24/after-1-working_day", day("9-25")),
        ("2026-09-24/after-1-week", day("10-1")),
        ("2026-09-24/after-1-month", day("10-24")),
    ]


def test_working_days_after_the_deadline_pass_over_days_off() -> None:
    ladder = Ladder(DUE + timedelta(days=1), Rungs((), after=(Chase(1, "working_day"),)), CALENDAR)

    assert ladder.steps()[0].at == day("9-29", 17)


def test_nothing_is_due_before_the_first_step() -> None:
    assert LADDER.due_step(day("9-17", 8, 29), set()) is None


def test_step_is_due_from_its_moment_on_until_it_is_sent() -> None:
    found = LADDER.due_step(day("9-19"), set())

    assert found is not None
    assert found.id == "2026-09-24/before-7"
    assert LADDER.due_step(day("9-19"), {found.id}) is None


def test_after_a_standstill_one_reminder_catches_up_and_every_superior_is_told() -> None:
    found = LADDER.due_step(day("10-3"), {"2026-09-24/before-7"})

    assert found is not None
    assert (found.id, found.side) == ("2026-09-24/after-1-week", Side.AFTER)
    assert found.tells == ("panel_leader", "office")
    assert LADDER.due_step(day("10-3"), {found.id}) is None


def test_a_ladder_that_ends_before_the_deadline_says_nothing_after_it() -> None:
    assert PLAIN.due_step(DUE, set()) is None


def test_moved_deadline_moves_its_reminders() -> None:
    sent = {step.id for step in PLAIN.steps()}
    later = Ladder(DUE + timedelta(days=14), PLAIN.rungs, CALENDAR)

    assert later.due_step(DUE, sent) is None
    found = later.due_step(later.due - timedelta(days=7), sent)
    assert found is not None
    assert found.id == "2026-10-08/before-7"


def test_id_names_the_day_in_beijing() -> None:
    utc = datetime.fromisoformat("2026-06-29T18:00:00+00:00")

    assert Ladder(utc, Rungs((Before(1),)), CALENDAR).steps()[0].id == "2026-06-30/before-1"


def test_next_moment_is_when_the_clock_has_to_look_again() -> None:
    assert PLAIN.next_moment(DUE - timedelta(days=7)) == DUE - timedelta(days=3)
    assert PLAIN.next_moment(DUE - timedelta(days=1)) is None


def test_a_year_without_a_plan_still_has_reminders_but_no_count_of_working_days() -> None:
    due = datetime(2027, 1, 4, 17, 30, tzinfo=BEIJING)  # a Monday
    ladder = Ladder(due, Rungs((Before(1, "working_day"),), time(8, 30)), CALENDAR)

    assert ladder.steps()[0].at == datetime(2027, 1, 1, 8, 30, tzinfo=BEIJING)
    assert working_days_left(CALENDAR, DUE.date(), due.date()) is None
    assert working_days_left(CALENDAR, DUE.date(), DUE.date() + timedelta(days=5)) == 2


@given(
    days=st.sets(st.integers(1, 30), max_size=5),
    hours=st.lists(st.integers(-60 * 24, 40 * 24), max_size=60),
)
def test_each_step_is_sent_at_most_once_and_in_order(days: set[int], hours: list[int]) -> None:
    ladder = Ladder(DUE, Rungs(tuple(map(Before, days)), after=RUNGS.after), CALENDAR)
    order = [step.id for step in ladder.steps()]
    sent: list[str] = []

    for moment in sorted(DUE - timedelta(hours=hour) for hour in hours):
        if step := ladder.due_step(moment, set(sent)):
            sent.append(step.id)

    assert [order.index(one) for one in sent] == sorted({order.index(one) for one in sent})


def test_a_policys_ladder_is_read_step_by_step() -> None:
    ladders = pack().reminding
    assert ladders is not None

    sheet, other = ladders.rungs("sheet", (7, 3)), ladders.rungs("unheard of", ())
    correction = ladders.rungs("correction", (7, 3))

    assert sheet.before == (Before(7), Before(3))
    assert (sheet.on_the_day, sheet.at_deadline, sheet.morning) == (True, True, time(8, 30))
    assert sheet.after == (
        Chase(1, "working_day", "panel_leader"),
        Chase(1, "week", "office"),
        Chase(1, "month", "office_head"),
    )
    assert correction.before == (Before(3, "working_day"), Before(1, "working_day"))
    assert other == ladders.rungs("default", ())


def test_a_policy_without_ladders_reminds_by_the_stages_days() -> None:
    before = pack().model_copy(update={"reminding": None})

    assert before.rungs("sheet", "intake") == Rungs((Before(7), Before(3), Before(1)))
    assert before.rungs("case") == Rungs(())


def test_a_ladder_that_ends_before_the_deadline_chases_nobody() -> None:
    assert LADDER.chases
    assert Ladder(DUE, Rungs((), at_deadline=True), CALENDAR).chases
    assert not PLAIN.chases
