"""The working-day calendar of this installation: published years plus the office's own files."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar

from rules.calendar import WorkCalendar, YearPlan
from rules.calendar_file import read_year_plans
from runtime.settings import settings

POLICIES = Path(__file__).resolve().parent.parent / "policies"


@cache
def calendar() -> WorkCalendar:
    """Every year the package or a file knows: the office's own folder wins, then the pack's."""
    published = {year: _published(year) for year in _published_years()}
    own = settings().calendars
    added = {**read_year_plans(POLICIES / "calendars"), **(read_year_plans(own) if own else {})}
    return WorkCalendar({**published, **added})


def _published_years() -> range:
    days = [*chinese_calendar.holidays, *chinese_calendar.workdays]
    return range(min(days).year, max(days).year + 1)


def _published(year: int) -> YearPlan:
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
    weekend = 5
    return YearPlan(
        off_days=frozenset(d for d in days if d in chinese_calendar.holidays),
        make_up_workdays=frozenset(
            d for d in days if d.weekday() >= weekend and d in chinese_calendar.workdays
        ),
        source="chinesecalendar",
    )
