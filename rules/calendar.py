"""Working days of China and periods of law: due dates without guessing.

Counting follows the Civil Code on periods: the day an event happens is not counted, a period of
years or months ends on the corresponding day (the month's last day where there is none), and a
period whose last day is a day off ends on the next working day.

A year without a holiday plan is refused: the State Council publishes each year's plan around
the November before, and a weekend that is worked (调休) cannot be derived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.errors import RuleError

PeriodUnit = Literal["working", "calendar"]
_FRIDAY = 4
_ONE_DAY = timedelta(days=1)


class YearUnknown(RuleError):
    """A working day was asked for in a year without a holiday plan; `year` says which."""

    code = "year_unknown"

    def __init__(self, year: int) -> None:
        super().__init__(
            f"没有 {year} 年的放假安排，不能计算工作日。国务院办公厅公布后，请参照 "
            f"policies/calendars/README.md 添加 policies/calendars/{year}.toml，"
            "等待的事项随后自动继续。"
        )
        self.year = year


class PeriodInvalid(RuleError):
    """A period with a negative length."""

    code = "period_invalid"


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One year's plan: days off beyond ordinary weekends, and weekend days that are worked.

    `off_days` may name weekend days too. `source` is the document the plan comes from.
    """

    off_days: frozenset[date]
    make_up_workdays: frozenset[date]
    source: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Holiday plans by year; a year that is not here is unknown, not ordinary."""

    years: Mapping[int, YearPlan]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day; raises YearUnknown."""
        plan = self.years.get(day.year)
        if plan is None:
            raise YearUnknown(day.year)
        if day in plan.make_up_workdays:
            return True
        return day not in plan.off_days and day.weekday() <= _FRIDAY

    def rolled(self, day: date) -> date:
        """That day, or the next working day when it is a day off."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day


def add_days(
    calendar: WorkCalendar, start: date, days: int, unit: PeriodUnit, *, roll: bool = True
) -> date:
    """The last day of a period of `days` after `start`, which is not counted itself.

    Calendar days whose last day is a day off end on the next working day unless `roll` is False.
    No days at all end on `start`, or on the first working day from it.
    Raises PeriodInvalid, YearUnknown.
    """
    if days < 0:
        raise PeriodInvalid(f"期限不能是 {days} 天，请填零或正数。")
    if unit == "calendar":
        last = start + timedelta(days=days)
        return calendar.rolled(last) if roll else last
    return _after_working_days(calendar, start, days)


def _after_working_days(calendar: WorkCalendar, start: date, days: int) -> date:
    if days == 0:
        return calendar.rolled(start)
    day = start
    for _ in range(days):
        day = calendar.rolled(day + _ONE_DAY)
    return day


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when end ≤ start."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def add_months(day: date, months: int) -> date:
    """The corresponding day some months later, the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - _ONE_DAY)


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th in a common year."""
    return add_months(day, 12 * years)


def full_years_between(start: date, end: date) -> int:
    """How many whole years have passed; "满5年" is reached on the corresponding day itself."""
    years = end.year - start.year
    return years if add_years(start, years) <= end else years - 1
