"""Which reminder is due now: a ladder of moments before, at and after a deadline.

Steps are computed from the deadline each time, so a deadline that moves takes its reminders with
it; a step's id names the day of the deadline and is therefore new for a new day. After a
standstill only the newest step reached is sent, never the missed ones as well; the superiors that
missed steps would have told are told all the same, once each.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.calendar import WorkCalendar, YearUnknown, add_months, working_days_between
from rules.canonical import BEIJING

_SATURDAY = 5
_DAY = timedelta(days=1)


class Side(StrEnum):
    """Where a step stands to its deadline."""

    BEFORE = "before"
    AT = "at"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Before:
    """A step that many days ("day") or working days ("working_day") before the deadline."""

    days: int
    unit: str = "day"


@dataclass(frozen=True, slots=True)
class Chase:
    """A step after the deadline, in "working_day", "week" or "month"; `tells` a superior too."""

    number: int
    unit: str
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Rungs:
    """A ladder as the policy has it; steps come at the hour `morning`."""

    before: tuple[Before, ...]
    morning: time | None = None  # None: at the hour of the deadline itself
    on_the_day: bool = False
    at_deadline: bool = False
    after: tuple[Chase, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One rung, due from `at` on; `id` is stable and unique; `tells` whom it escalates to."""

    id: str
    side: Side
    at: datetime
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The reminders of one deadline: `due` is aware."""

    due: datetime
    rungs: Rungs
    calendar: WorkCalendar

    def steps(self) -> tuple[Step, ...]:
        """The rungs, earliest first; each tells whom the earlier ones would have told as well."""
        before = {step.id: step for step in map(self._before, self.rungs.before)}
        return (*sorted(before.values(), key=lambda step: step.at), *self._day(), *self._after())

    @property
    def chases(self) -> bool:
        """Whether anything follows once the deadline has come: then no answer is silence."""
        return self.rungs.at_deadline or bool(self.rungs.after)

    def due_step(self, at: datetime, sent: Collection[str]) -> Step | None:
        """The one step to send at `at`, None when there is none; `sent` are ids already sent."""
        reached = [step for step in self.steps() if step.at <= at]
        if not reached or reached[-1].id in sent:
            return None
        newest = reached[-1]
        if newest.side is Side.BEFORE and at >= self.due:
            return None
        return newest

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next rung after `at` is reached, None when there is none."""
        return next((step.at for step in self.steps() if step.at > at), None)

    def _before(self, rung: Before) -> Step:
        day = self._day_of_deadline
        if rung.unit == "day":
            day -= timedelta(days=rung.days)
        else:
            day = self._working_days_from(day, rung.days, -_DAY)
        unit = "" if rung.unit == "day" else "w"
        return self._step(f"before-{rung.days}{unit}", Side.BEFORE, self._moment(day))

    def _day(self) -> Iterator[Step]:
        morning = self._moment(self._day_of_deadline)
        if self.rungs.on_the_day and morning < self.due:
            yield self._step("morning", Side.BEFORE, morning)
        if self.rungs.at_deadline:
            yield self._step("at", Side.AT, self.due)

    def _after(self) -> Iterator[Step]:
        told: tuple[str, ...] = ()
        for chase in self.rungs.after:
            told = (*told, chase.tells) if chase.tells else told
            moment = max(self._moment(self._later(chase)), self.due)
            yield self._step(f"after-{chase.number}-{chase.unit}", Side.AFTER, moment, told)

    def _step(self, name: str, side: Side, at: datetime, tells: tuple[str, ...] = ()) -> Step:
        return Step(f"{self._day_of_deadline.isoformat()}/{name}", side, at, tells)

    @property
    def _day_of_deadline(self) -> date:
        return self.due.astimezone(BEIJING).date()

    def _moment(self, day: date) -> datetime:
        hour = self.rungs.morning or self.due.astimezone(BEIJING).time()
        return datetime.combine(day, hour, BEIJING)

    def _later(self, chase: Chase) -> date:
        day = self._day_of_deadline
        if chase.unit == "month":
            return add_months(day, chase.number)
        if chase.unit == "week":
            return day + timedelta(weeks=chase.number)
        return self._working_days_from(day, chase.number, _DAY)

    def _working_days_from(self, day: date, number: int, step: timedelta) -> date:
        for _ in range(number):
            day = self._working(day + step, step)
        return day

    def _working(self, day: date, step: timedelta) -> date:
        while not is_probably_working(self.calendar, day):
            day += step
        return day


def is_probably_working(calendar: WorkCalendar, day: date) -> bool:
    """Whether offices work; an ordinary week in a year without a plan.

    Only for reminders: one that comes on a holiday harms nobody, one that never comes does. No
    deadline is ever counted this way.
    """
    try:
        return calendar.is_working_day(day)
    except YearUnknown:
        return day.weekday() < _SATURDAY


def working_days_left(calendar: WorkCalendar, today: date, due: date) -> int | None:
    """Working days after today up to the due day; None where a year has no plan."""
    try:
        return working_days_between(calendar, today, due)
    except YearUnknown:
        return None
