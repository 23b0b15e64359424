"""The publicity period."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from rules.calendar import WorkCalendar, YearPlan, YearUnknown
from rules.canonical import BEIJING
from rules.policy import read_pack
from rules.publicity import (
    ChannelProof,
    Period,
    PublicityRule,
    missing_channels,
    period,
    period_by,
    planned,
    publicity_rule,
)

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
MAY = YearPlan(
    off_days=frozenset(date(2026, 5, day) for day in range(1, 6)),
    make_up_workdays=frozenset({date(2026, 5, 9)}),
    source="测试用",
)
CALENDAR = WorkCalendar({2026: MAY})
PORTAL, PRESS, WEB = publicity_rule(QINZHOU).channels


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


def proofs(*moments: datetime) -> list[ChannelProof]:
    return [
        ChannelProof(channel, moment, address="https://example.org/list")
        for channel, moment in zip((PORTAL, PRESS, WEB), moments, strict=False)
    ]


def test_case_31_period_runs_from_the_last_required_channel() -> None:
    result = period(proofs(at(4, 28), at(4, 30, 23), at(4, 29)), QINZHOU, CALENDAR)

    assert result == Period(
        published_at=at(4, 30, 23),
        first_day=date(2026, 5, 6),
        last_day=date(2026, 5, 11),
        ends_at=at(5, 12, 0),
    )


def test_article_20_case_31_without_proof_on_every_channel_there_is_no_period() -> None:
    two = proofs(at(4, 28), at(4, 28))
    unproven = [*two, ChannelProof(WEB, at(4, 28))]

    assert missing_channels(unproven, publicity_rule(QINZHOU)) == (WEB,)
    assert period(unproven, QINZHOU, CALENDAR) is None


def test_case_31_a_channel_counts_from_its_first_proof_and_others_do_not_delay() -> None:
    shown = proofs(at(4, 28), at(4, 28), at(4, 28))
    again = ChannelProof(PORTAL, at(4, 30), sha256="0" * 64)
    extra = ChannelProof("公告栏", at(5, 8), address="大厅")

    result = period([*shown, again, extra], QINZHOU, CALENDAR)

    assert result is not None
    assert result.published_at == at(4, 28)


def test_case_31_days_unit_and_first_day_are_policy() -> None:
    rule = PublicityRule(7, "calendar", counts_publication_day=True, channels=(PORTAL,))
    shown = [ChannelProof(PORTAL, at(4, 20), sha256="0" * 64)]

    same_day = period_by(shown, rule, CALENDAR)
    next_day = period_by(shown, replace(rule, counts_publication_day=False), CALENDAR)

    assert same_day is not None
    assert next_day is not None
    assert (same_day.first_day, same_day.last_day) == (date(2026, 4, 20), date(2026, 4, 27))
    assert (next_day.first_day, next_day.last_day) == (date(2026, 4, 21), date(2026, 4, 27))


def test_period_into_an_unknown_year_is_refused() -> None:
    with pytest.raises(YearUnknown):
        period(proofs(at(12, 30), at(12, 30), at(12, 30)), QINZHOU, CALENDAR)


def test_article_20_the_notice_names_the_period_of_channels_up_on_its_day() -> None:
    posted = at(5, 6)

    assert planned(QINZHOU, CALENDAR, posted) == period(
        proofs(posted, posted, posted), QINZHOU, CALENDAR
    )
