"""The working-day calendar of this installation: published years plus the office's own files."""

import logging
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import chinese_calendar

from rules.calendar import WorkCalendar, YearPlan
from rules.calendar_file import CalendarFileInvalid, parse_year_plan, year_files
from runtime.settings import settings

_log = logging.getLogger(__name__)
POLICIES = Path(__file__).resolve().parent.parent / "policies"


def calendar() -> WorkCalendar:
    """Every year the package or a file knows: the office's own folder wins, then the pack's.

    A file that was added counts from now on, in processes that run already, too.
    """
    own = settings().calendars
    folders = (POLICIES / "calendars", *((own,) if own else ()))
    return _calendar(tuple(_kept(path) for folder in folders for path in year_files(folder)))


@lru_cache(maxsize=2)
def _calendar(files: tuple[tuple[Path, int, int], ...]) -> WorkCalendar:
    years = {year: _published(year) for year in _published_years()}
    for path, *_ in files:
        year = int(path.stem)
        years.pop(year, None)
        try:
            years[year] = parse_year_plan(year, path.read_text(encoding="utf-8"))
        except (CalendarFileInvalid, OSError) as error:
            _log.warning("%s 不能用，%d 年按没有放假安排处理：%s", path, year, error)
    return WorkCalendar(years)


def _kept(path: Path) -> tuple[Path, int, int]:
    """A file as it is now: one that was changed is another one."""
    facts = path.stat()
    return path, facts.st_mtime_ns, facts.st_size


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
