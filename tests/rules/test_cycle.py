from datetime import date

import pytest

from rules.cycle import next_opening
from tests.rules.packs import changed_pack, pack

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("last_year", "expected"),
    [
        (None, date(2027, 3, 1)),
        (2026, date(2028, 3, 1)),
        (2025, date(2027, 3, 1)),
        (2020, date(2028, 3, 1)),
    ],
)
def test_article_04_the_next_edition_opens_two_years_after_the_last(
    last_year: int | None, expected: date
) -> None:
    assert next_opening(pack().cycle, last_year=last_year, today=TODAY) == expected


def test_article_04_the_day_is_the_packs() -> None:
    policy = changed_pack(("cycle-and-prizes.toml", '"03-01"', '"12-15"'))

    assert next_opening(policy.cycle, last_year=None, today=TODAY) == date(2026, 12, 15)


def test_article_04_a_pack_without_a_day_opens_nothing_by_itself() -> None:
    line = 'opens = { value = "03-01", basis = "project_default", '
    cite = 'cite = "第四条定两年一届，未定启动的日期" }\n'
    policy = changed_pack(("cycle-and-prizes.toml", line + cite, ""))

    assert next_opening(policy.cycle, last_year=2026, today=TODAY) is None


def test_article_04_by_decision_nothing_is_due() -> None:
    policy = changed_pack(("cycle-and-prizes.toml", '"every_n_years"', '"by_decision"'))

    assert next_opening(policy.cycle, last_year=2026, today=TODAY) is None
