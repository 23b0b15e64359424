from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import select

from actions.edition.editions import confirm, evidence_of_setup, is_ready_to_confirm, open_edition
from actions.errors import ActionRefused
from models.edition import Edition, EditionState
from models.types import SHANGHAI
from rules.calendar import YearUnknown
from runtime.desk import Desk
from tests.actions import factories


def opened(desk: Desk, run_id: str, number: int = 0, pack: str = "qinzhou-2021") -> int:
    return open_edition(desk, number=number, pack=pack, draw_source="示例公开数", run_id=run_id)


def test_an_edition_without_a_number_gets_the_next_one(desk: Desk) -> None:
    assert opened(desk, "r1") == 4


def test_the_same_run_started_again_opens_no_second_edition(desk: Desk) -> None:
    first = opened(desk, "r1")

    second = opened(desk, "r1")

    assert first == second
    assert len(desk.session.exec(select(Edition.number)).all()) == 2  # the third and the fourth


def test_what_is_confirmed_is_pinned_and_not_opened_again(desk: Desk) -> None:
    number = opened(desk, "r1")
    pinned = desk.edition(number).policy_sha256
    confirm(desk, number)

    with pytest.raises(ActionRefused, match="已经开启"):
        opened(desk, "r2", number)

    assert desk.edition(number).state is EditionState.RUNNING
    assert desk.edition(number).policy_sha256 == pinned


def test_an_unknown_pack_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(ActionRefused, match="没有名为“no-such”的政策包"):
        opened(desk, "r1", pack="no-such")


def test_nothing_is_opened_whose_applications_close_in_a_year_without_a_holiday_plan(
    desk: Desk,
) -> None:
    late = factories.at(desk, datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI))

    with pytest.raises(YearUnknown, match=r"没有 2027 年.*policies/calendars/2027\.toml"):
        opened(late, "r1")

    assert desk.session.exec(select(Edition.number)).all() == [3]


def test_a_year_without_a_holiday_plan_is_named_before_it_is_reached(desk: Desk) -> None:
    late = factories.at(desk, datetime(2026, 9, 1, 9, 0, tzinfo=SHANGHAI))
    number = opened(late, "r1")

    text = evidence_of_setup(late, number).text

    assert "将跨入2027年" in text
    assert "policies/calendars/2027.toml" in text


def test_nothing_is_confirmed_without_a_committee(desk: Desk) -> None:
    number = opened(desk, "r1")

    assert not is_ready_to_confirm(desk, number)
    assert "办法未规定、由本届确认的取值" in evidence_of_setup(desk, number).text


def test_a_regulation_that_ended_or_was_replaced_is_a_warning(desk: Desk) -> None:
    number = opened(desk, "r1")
    edition, policy = desk.edition(number), desk.policy(number)
    meta = policy.meta.model_copy(
        update={
            "effective_to": replace(policy.meta.effective_to, value=date(2026, 3, 31)),
            "superseded_by": replace(policy.meta.superseded_by, value="钦政规〔2026〕1号"),
        }
    )
    edition.policy_json = policy.model_copy(update={"meta": meta}).canonical_json()
    desk.session.add(edition)

    text = evidence_of_setup(desk, number).text

    assert "的有效期至2026年3月31日，已经届满，请核实是否延期。" in text
    assert "已被钦政规〔2026〕1号取代，请改用新的政策包。" in text
