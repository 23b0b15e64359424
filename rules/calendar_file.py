"""Holiday plans read from files: one TOML file a year, as policies/calendars/README.md says."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rules.calendar import YearPlan
from rules.policy.leaf import Section, Text
from rules.toml_file import FileInvalid, parse_toml

_SATURDAY = 5


class CalendarFileInvalid(FileInvalid):
    """A holiday plan file cannot be used."""

    code = "calendar_file_invalid"
    what = "放假安排文件"


class _PlanFile(Section):
    year: int
    source: Text
    off_days: tuple[date, ...]
    make_up_workdays: tuple[date, ...]


def read_year_plans(folder: Path) -> Mapping[int, YearPlan]:
    """The plans of every `<year>.toml` in a folder, by year; raises CalendarFileInvalid."""
    plans = {}
    for path in year_files(folder):
        plans[int(path.stem)] = parse_year_plan(int(path.stem), path.read_text(encoding="utf-8"))
    return plans


def year_files(folder: Path) -> list[Path]:
    """The files of a folder that are named after a year, by year."""
    return sorted(folder.glob("[0-9][0-9][0-9][0-9].toml"))


def parse_year_plan(year: int, text: str) -> YearPlan:
    """The plan of that year in a TOML text; raises CalendarFileInvalid with every problem."""
    plan = parse_toml(text, _PlanFile, error=CalendarFileInvalid)
    problems = _problems(year, plan)
    if problems:
        raise CalendarFileInvalid(problems)
    return YearPlan(frozenset(plan.off_days), frozenset(plan.make_up_workdays), plan.source)


def _problems(year: int, plan: _PlanFile) -> tuple[str, ...]:
    both = sorted(set(plan.off_days) & set(plan.make_up_workdays))
    strangers = [d for d in (*plan.off_days, *plan.make_up_workdays) if d.year != year]
    weekdays = [d for d in plan.make_up_workdays if d.weekday() < _SATURDAY]
    return (
        *((f"year 写的是 {plan.year}，与文件名不符。",) if plan.year != year else ()),
        *(f"{day} 既放假又上班，请核对。" for day in both),
        *(f"{day} 不在 {year} 年，请移到那一年的文件。" for day in strangers),
        *(f"{day} 本来就是工作日，不必列为调休上班。" for day in weekdays),
    )
