from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import (
    PeriodInvalid,
    WorkCalendar,
    YearPlan,
    YearUnknown,
    add_days,
    add_months,
    add_years,
    full_years_between,
    working_days_between,
)
from rules.calendar_file import CalendarFileInvalid, parse_year_plan, read_year_plans
from tests.rules.packs import POLICIES

YEARS = range(2019, 2027)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def plan_of(year: int) -> YearPlan:
    days = days_of(year)
    return YearPlan(
        frozenset(d for d in days if chinese_calendar.is_holiday(d) and d.weekday() < 5),
        frozenset(d for d in days if chinese_calendar.is_workday(d) and d.weekday() > 4),
        "chinesecalendar",
    )


@cache
def china() -> WorkCalendar:
    return WorkCalendar({year: plan_of(year) for year in YEARS})


safe_days = st.dates(date(2019, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("year", YEARS)
def test_two_oracles_agree_on_every_day(year: int) -> None:
    second = holidays.country_holidays("CN", years=year)

    for day in days_of(year):
        assert china().is_working_day(day) == chinese_calendar.is_workday(day)
        assert china().is_working_day(day) == second.is_working_day(day)


@pytest.mark.parametrize(
    ("published", "five", "seven"),
    [
        ("2026-04-30", "2026-05-11", "2026-05-13"),
        ("2026-09-24", "2026-10-09", "2026-10-12"),
        ("2026-02-13", "2026-02-27", "2026-03-02"),
        ("2026-09-30", "2026-10-13", "2026-10-15"),
        ("2025-12-31", "2026-01-08", "2026-01-12"),
        ("2026-06-18", "2026-06-26", "2026-06-30"),
    ],
)
def test_case_31_working_days_leave_out_the_day_of_publication(
    published: str, five: str, seven: str
) -> None:
    start = date.fromisoformat(published)

    assert add_days(china(), start, 5, "working") == date.fromisoformat(five)
    assert add_days(china(), start, 7, "working") == date.fromisoformat(seven)


def test_a_year_nobody_planned_is_refused_with_the_way_to_add_it() -> None:
    with pytest.raises(YearUnknown) as refused:
        add_days(china(), date(2026, 12, 28), 7, "working")

    assert refused.value.year == 2027
    assert "policies/calendars/2027.toml" in refused.value.sentence


def test_a_make_up_workday_can_be_the_deadline() -> None:
    assert add_days(china(), date(2026, 9, 18), 1, "working") == date(2026, 9, 20)
    assert add_days(china(), date(2026, 9, 10), 10, "calendar") == date(2026, 9, 20)


def test_a_calendar_period_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert add_days(china(), date(2026, 9, 21), 10, "calendar") == date(2026, 10, 8)
    assert add_days(china(), date(2026, 9, 21), 10, "calendar", roll=False) == date(2026, 10, 1)


def test_no_days_end_on_the_day_itself_or_the_first_working_day() -> None:
    assert add_days(china(), date(2026, 3, 2), 0, "working") == date(2026, 3, 2)
    assert add_days(china(), date(2026, 10, 1), 0, "working") == date(2026, 10, 8)
    assert add_days(china(), date(2026, 10, 1), 0, "calendar", roll=False) == date(2026, 10, 1)


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(PeriodInvalid):
        add_days(china(), date(2026, 3, 2), -1, "working")


def test_working_days_between_counts_the_end_and_not_the_start() -> None:
    assert working_days_between(china(), date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert working_days_between(china(), date(2026, 10, 10), date(2026, 9, 30)) == 0


@given(safe_days, st.integers(0, 120))
def test_a_due_date_is_never_a_day_off(start: date, days: int) -> None:
    assert china().is_working_day(add_days(china(), start, days, "working"))
    assert china().is_working_day(add_days(china(), start, days, "calendar"))


@given(safe_days, st.integers(1, 120))
def test_adding_and_counting_working_days_agree(start: date, days: int) -> None:
    assert working_days_between(china(), start, add_days(china(), start, days, "working")) == days


@given(safe_days, st.integers(0, 60), st.integers(0, 60))
def test_more_days_never_end_earlier(start: date, days: int, more: int) -> None:
    for unit in ("working", "calendar"):
        first = add_days(china(), start, days, unit)
        assert first <= add_days(china(), start, days + more, unit)


def test_case_01_years_end_on_the_corresponding_day_and_29_february_on_the_28th() -> None:
    assert add_years(date(2021, 12, 1), 5) == date(2026, 12, 1)
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2026, 2, 28), -2) == date(2024, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_whole_years_are_reached_on_the_corresponding_day() -> None:
    assert full_years_between(date(2021, 12, 1), date(2026, 11, 30)) == 4
    assert full_years_between(date(2021, 12, 1), date(2026, 12, 1)) == 5


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 30))
def test_adding_years_and_counting_them_agree(day: date, years: int) -> None:
    later = add_years(day, years)

    assert full_years_between(day, later) == years
    assert full_years_between(day, later - timedelta(days=1)) == years - 1


PLAN = """
year = 2027
source = "（演示）2027年放假安排"
off_days = [2027-01-01]
make_up_workdays = [2027-01-02]
"""


def test_a_plan_file_gives_the_year_its_working_days() -> None:
    plan = parse_year_plan(2027, PLAN)
    calendar = WorkCalendar({2027: plan})

    assert plan.source == "（演示）2027年放假安排"
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 2))
    assert not calendar.is_working_day(date(2027, 1, 3))


def test_a_plan_file_is_refused_with_everything_that_is_wrong() -> None:
    wrong = PLAN.replace("[2027-01-02]", "[2027-01-01, 2028-01-01]").replace("= 2027\n", "= 2026\n")

    with pytest.raises(CalendarFileInvalid) as refused:
        parse_year_plan(2027, wrong)

    assert refused.value.problems == (
        "year 写的是 2026，与文件名不符。",
        "2027-01-01 既放假又上班，请核对。",
        "2028-01-01 不在 2027 年，请移到那一年的文件。",
        "2027-01-01 本来就是工作日，不必列为调休上班。",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("year =", "不是合法的 TOML"),
        ("year = 2027", "source 缺少这一项，请补上。"),
    ],
)
def test_a_plan_file_that_cannot_be_read_says_why(text: str, sentence: str) -> None:
    with pytest.raises(CalendarFileInvalid) as refused:
        parse_year_plan(2027, text)

    assert sentence in refused.value.problems[0]
    assert refused.value.sentence.startswith("放假安排文件不能使用：")


def test_plans_are_read_from_files_named_after_a_year(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "2027.toml").write_text(PLAN, "utf-8")
    (folder / "example.toml").write_text("not read", "utf-8")

    assert list(read_year_plans(folder)) == [2027]


def test_the_shipped_example_is_the_plan_of_2026() -> None:
    text = (POLICIES / "calendars" / "example.toml").read_text("utf-8")
    calendar = WorkCalendar({2026: parse_year_plan(2026, text)})

    for day in days_of(2026):
        assert calendar.is_working_day(day) == china().is_working_day(day)
