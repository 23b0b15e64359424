from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from rules.findings import Outcome
from rules.intake import (
    Opinion,
    Package,
    correction_due,
    missing_materials,
    receipt_findings,
)
from rules.policy import Policy
from tests.rules.packs import changed_pack, pack
from tests.rules.test_calendar import china

BEIJING = timezone(timedelta(hours=8))
CLOSES = datetime(2026, 6, 30, 18, 0, tzinfo=BEIJING)
COUNTY = Opinion("质量强县（区）办公室", "灵山县质量强县办", consents=True)
SECTOR = Opinion("行业主管部门", "灵山县工业和信息化局", consents=True)
GOOD = Package("91450721MA5XAAAA3K", CLOSES - timedelta(days=1), (COUNTY,))


def codes(package: Package, policy: Policy | None = None, **changes: object) -> list[str]:
    received = changes.get("received", ())
    assert isinstance(received, tuple)
    found = receipt_findings(package, policy=policy or pack(), closes_at=CLOSES, received=received)
    return [finding.code for finding in found]


def test_article_15_a_complete_recommended_package_in_time_is_received() -> None:
    assert codes(GOOD) == []


def test_case_13_the_closing_instant_is_in_time_and_the_second_after_is_not() -> None:
    late = replace(GOOD, received_at=(CLOSES + timedelta(seconds=1)).astimezone(UTC))

    finding = receipt_findings(late, policy=pack(), closes_at=CLOSES)[0]

    assert codes(replace(GOOD, received_at=CLOSES)) == []
    assert (finding.outcome, finding.code) == (Outcome.FAIL, "late")
    assert finding.sentence == (
        "市质量强市办收到时间为2026-06-30 18:00:01，已过申报截止时间2026-06-30 18:00:00，不能补正。"
    )


def test_case_13_what_is_missing_is_named_and_can_be_mended() -> None:
    found = receipt_findings(
        replace(GOOD, missing=("审计报告", "完税证明")), policy=pack(), closes_at=CLOSES
    )

    assert [(f.outcome, f.code, f.settled_by) for f in found] == [
        (Outcome.EVIDENCE, "incomplete", "审计报告"),
        (Outcome.EVIDENCE, "incomplete", "完税证明"),
    ]


def test_case_13_one_correction_of_five_working_days() -> None:
    asked_on = date(2026, 4, 30)

    assert correction_due(pack(), asked_on, used=0, calendar=china()) == date(2026, 5, 11)
    assert correction_due(pack(), asked_on, used=1, calendar=china()) is None


@pytest.mark.parametrize("opinions", [(COUNTY,), (SECTOR,), (COUNTY, SECTOR)])
def test_case_11_either_recommendation_is_enough(opinions: tuple[Opinion, ...]) -> None:
    assert codes(replace(GOOD, opinions=opinions)) == []


def test_case_11_a_city_may_ask_for_every_recommendation() -> None:
    policy = changed_pack(("entry.toml", '"any_of"', '"all_of"'))

    found = receipt_findings(GOOD, policy=policy, closes_at=CLOSES)

    assert [f.sentence for f in found] == ["尚无所在地县级以上行业主管部门签署的推荐意见。"]
    assert codes(replace(GOOD, opinions=(COUNTY, SECTOR)), policy) == []


def test_case_11_no_recommendation_can_still_be_handed_in() -> None:
    found = receipt_findings(replace(GOOD, opinions=()), policy=pack(), closes_at=CLOSES)

    assert [(f.outcome, f.sentence) for f in found] == [
        (
            Outcome.EVIDENCE,
            "尚无所在地县级以上行业主管部门或质量强县（区）办公室签署的推荐意见。",
        )
    ]


def test_case_12_a_refused_recommendation_ends_it_with_its_reason() -> None:
    refused = replace(COUNTY, consents=False, reason="近一年有群体投诉")

    found = receipt_findings(replace(GOOD, opinions=(refused,)), policy=pack(), closes_at=CLOSES)

    assert [(f.outcome, f.code, f.sentence) for f in found] == [
        (Outcome.FAIL, "not_recommended", "灵山县质量强县办不同意推荐：近一年有群体投诉。")
    ]
    assert codes(replace(GOOD, opinions=(refused, SECTOR))) == []


def test_case_28_the_same_applicant_is_received_once() -> None:
    assert codes(GOOD, received=("91450721ma5xaaaa3k",)) == ["duplicate"]
    assert codes(GOOD, received=("91450702MA5XAAAA1W",)) == []


def test_everything_against_a_package_is_told_at_once() -> None:
    hopeless = Package(GOOD.uscc, CLOSES + timedelta(days=1), missing=("申报表",))

    assert codes(hopeless, received=(GOOD.uscc,)) == [
        "late",
        "duplicate",
        "no_recommendation",
        "incomplete",
    ]


def test_article_15_materials_that_the_call_requires_are_named() -> None:
    required = pack().materials
    assert required is not None

    every = required.required.value

    assert every
    assert missing_materials(pack(), ()) == every
    assert missing_materials(pack(), every[:1]) == every[1:]
    assert missing_materials(pack(), every) == ()


def test_a_policy_pinned_before_materials_were_named_requires_none() -> None:
    assert missing_materials(pack().model_copy(update={"materials": None}), ()) == ()
