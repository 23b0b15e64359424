"""Articles that declare: what of them the office confirms, prints or a rule holds up."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from actions.stages import NEEDS
from rules.ballot import BallotInvalid, Candidate, RoundTally, Tally, count
from rules.calendar import add_months
from rules.eligibility import Verification
from rules.feasibility import timetable
from rules.findings import Outcome
from rules.intake import may_withdraw, receipt_findings
from rules.policy import PackInvalid, parse_pack
from rules.sanctions import effects
from rules.sourced import Basis
from tests.rules.packs import changed_files, pack
from tests.rules.test_calendar import china
from tests.rules.test_eligibility import GOOD, assessed, good_reports, of
from tests.rules.test_intake import CLOSES
from tests.rules.test_intake import GOOD as PACKAGE

SHOWN = {value.key: value for value in pack().values()}


def test_article_01_the_call_repeats_the_purpose() -> None:
    value = SHOWN["principles.purpose"]

    assert (value.stage, value.basis, value.cite) == ("call", Basis.ARTICLE, "第一条")
    assert [
        what for what in ("产业", "产品", "工程", "服务", "人居") if what not in value.shown
    ] == []


def test_article_02_only_legal_persons_of_the_city_are_honoured() -> None:
    elsewhere = assessed(replace(GOOD, registered_region="440300"))
    trader = assessed(replace(GOOD, legal_form="sole_trader", legal_person=False))

    assert of("13(1)", elsewhere)[0] == (Outcome.FAIL, "region_elsewhere")
    assert (Outcome.FAIL, "sole_trader") in of("13(1)", trader)
    assert SHOWN["meta.award_name"].shown == "钦州市市长质量奖"


def test_article_03_applying_is_voluntary_to_the_end_and_the_number_is_limited() -> None:
    candidates = {f"S{n:02}": Candidate(Fraction(900 - n)) for n in range(15)}
    everybody = [
        RoundTally(prize, tuple(Tally(name, 18 - n, n, 0) for n, name in enumerate(candidates)))
        for prize in ("award", "nomination")
    ]

    proposed = count(pack(), 21, 18, candidates, everybody).proposed

    assert all(may_withdraw(pack(), stage) for stage in pack().stages.order.value)
    assert {prize: len(names) for prize, names in proposed.items()} == {
        "award": 4,
        "nomination": 5,
    }
    assert SHOWN["principles.basic"].shown == (
        "科学、公正、公平、公开、企业或组织自愿申请、总量控制，好中选优"
    )


def test_article_06_the_stages_cover_applying_reviewing_and_conferring() -> None:
    order = pack().stages.order.value

    assert order[1] == "intake"
    assert order[-1] == "conferral"
    assert SHOWN["principles.scope"].cite == "第六条"


def test_article_07_the_committee_proposes_and_the_government_decides() -> None:
    roles = {stage.name: stage.approver_role.value for stage in pack().stages.stage}

    assert SHOWN["bodies.committee"].cite == "第七条"
    assert (roles["deliberation"], roles["approval"]) == ("chair", "government")


def test_article_11_the_discipline_organ_is_asked_to_the_draw() -> None:
    assert SHOWN["bodies.discipline"].stage == "panels"
    assert "第十一条" in pack().stage("panels").articles


def test_article_12_who_supports_the_review_may_verify() -> None:
    reports = tuple(r for r in good_reports() if r.condition != "13(4)")
    third = Verification("13(4)", satisfied=True, by="第三方机构", summary="指标居前")

    open_ = [f for f in assessed(verifications=reports) if f.condition == "13(4)"]
    settled = [f for f in assessed(verifications=(*reports, third)) if f.condition == "13(4)"]

    assert open_[0].sentence == "尚无核实报告，请由专家、第三方机构核实。"
    assert settled[0].sentence == "第三方机构核实：指标居前。"
    assert SHOWN["principles.support"].shown == "技术机构、社会中介机构"


def test_article_14_applications_are_called_for_and_taken_within_a_set_time() -> None:
    slots = {slot.stage: slot for slot in timetable(pack(), date(2026, 3, 2), china())}
    late = replace(PACKAGE, received_at=CLOSES + timedelta(minutes=1))

    assert slots["call"].due < slots["intake"].begins
    assert [f.code for f in receipt_findings(late, policy=pack(), closes_at=CLOSES)] == ["late"]
    with pytest.raises(PackInvalid, match="intake 必须排在 call 之后"):
        parse_pack(
            changed_files(
                ("stages.toml", '    "call",\n    "intake",\n', '    "intake",\n    "call",\n')
            ),
            NEEDS,
        )


@pytest.mark.parametrize(("article", "words"), [(27, "持续实施卓越绩效管理"), (28, "宣传、交流")])
def test_article_27_and_article_28_holders_are_told_their_duties(article: int, words: str) -> None:
    duties = pack().principles
    assert duties is not None

    assert words in duties.holder_duties.value[article - 27]
    assert duties.holder_duties.cite == "第二十七条、第二十八条"


def test_case_36_a_struck_name_leaves_the_seat_vacant() -> None:
    assert all(prize.may_be_vacant.value for prize in pack().prizes)


def test_case_44_one_plan_and_one_report_after_a_year() -> None:
    fund = pack().fund
    due = [add_months(date(2026, 2, 28), months) for months in fund.report_months.value]

    assert (fund.plan_days.value, due) == (60, [date(2027, 2, 28)])
    assert fund.report_months.basis is Basis.PROJECT_DEFAULT


def test_case_45_the_version_is_the_one_in_force_at_the_notice() -> None:
    assert (pack().criteria.pin_at.value, pack().criteria.id.value) == ("notice", "gbt19580-2012")
    assert SHOWN["criteria.pin_at"].stage == "call"


def test_case_48_an_observers_ballot_would_be_one_too_many() -> None:
    rounds = [RoundTally("award", (Tally("A", 19, 0, 0),))]

    with pytest.raises(BallotInvalid, match="收回 19 票，多于可投票的 18 人"):
        count(pack(), 21, 18, {"A": Candidate(Fraction(700))}, rounds)


def test_case_43_and_article_23_money_spent_elsewhere_brings_a_correction_only() -> None:
    found = effects(pack(), "fund_misuse", prize_id="award")

    assert (found.revoke, found.recover_fen, found.ban_years) == (False, 0, 0)
    assert found.orders == ("发出整改通知", "通报市财政部门")
