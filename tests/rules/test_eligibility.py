from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from rules.calendar import add_years
from rules.eligibility import (
    ApplicationFacts,
    Ban,
    DepartmentReply,
    Incident,
    Link,
    PastPrize,
    Verification,
    assess,
    eligible,
    links_between,
    recheck,
    reference_date_of,
)
from rules.findings import Finding, Outcome, remarks
from rules.policy import Policy
from tests.rules.packs import changed_pack, pack

CODE = "91450721MA5XAAAA3K"
OTHER = "91450702MA5XAAAA1W"
DEADLINE = date(2026, 6, 30)

GOOD = ApplicationFacts(
    uscc=CODE,
    name="钦州示例机械有限公司",
    legal_person=True,
    legal_form="company",
    registered_region="450721",
    established_on=date(2015, 6, 1),
)


def clean_replies(policy: Policy | None = None) -> tuple[DepartmentReply, ...]:
    return tuple(DepartmentReply(d.id, "clean") for d in (policy or pack()).departments)


def good_reports(policy: Policy | None = None) -> tuple[Verification, ...]:
    conditions = (policy or pack()).verification.conditions.value
    return tuple(Verification(c, satisfied=True, by="专家组", summary="属实") for c in conditions)


def assessed(application: ApplicationFacts = GOOD, **changes: Any) -> tuple[Finding, ...]:
    policy = changes.get("policy", pack())
    facts: dict[str, Any] = {
        "policy": policy,
        "reference_date": DEADLINE,
        "replies": clean_replies(policy),
        "verifications": good_reports(policy),
        **changes,
    }
    return assess(application, **facts)


def of(condition: str, findings: tuple[Finding, ...]) -> list[tuple[Outcome, str]]:
    return [(f.outcome, f.code) for f in findings if f.condition == condition]


def with_reply(reply: DepartmentReply) -> tuple[DepartmentReply, ...]:
    others = (r for r in clean_replies() if r.department != reply.department)
    return (*others, reply)


def award(decided_on: date, **changes: Any) -> PastPrize:
    return PastPrize(**{"uscc": CODE, "prize": "award", "decided_on": decided_on, **changes})


PASSED = [(Outcome.PASS, "ok")]


def test_an_applicant_that_meets_everything_is_eligible() -> None:
    findings = assessed()

    assert {f.condition: (f.outcome, f.code) for f in findings} == {
        **{f"13({n})": (Outcome.PASS, "ok") for n in range(1, 9)},
        "25": (Outcome.PASS, "ok"),
    }
    assert eligible(findings) is True


def test_every_finding_names_its_article_and_what_would_settle_it() -> None:
    findings = assessed(ApplicationFacts("", ""), replies=(), verifications=())

    assert {f.condition: f.article for f in findings}["13(8)"] == "第十三条第（八）项"
    assert all(f.sentence.endswith("。") for f in findings)
    assert all(f.settled_by for f in findings if f.outcome is Outcome.EVIDENCE)


def test_eligible_is_unknown_while_a_human_has_to_look() -> None:
    assert eligible(assessed(replies=())) is None
    assert eligible(assessed(replies=(), bans=[Ban(CODE, date(2027, 1, 1))])) is False


def test_facts_can_be_read_from_json() -> None:
    facts = TypeAdapter(ApplicationFacts).validate_python(
        {
            "uscc": CODE,
            "name": "某公司",
            "legal_person": True,
            "registered_region": "450702",
            "established_on": "2015-06-01",
        }
    )

    assert of("13(1)", assessed(facts)) == [
        (Outcome.PASS, "ok"),
    ]


# (1) registered here, legal person, three years


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"uscc": "9145"}, (Outcome.EVIDENCE, "uscc_invalid")),
        ({"legal_form": "partnership"}, (Outcome.FAIL, "partnership")),
        ({"legal_form": "branch", "legal_person": False}, (Outcome.FAIL, "branch")),
        ({"legal_person": False}, (Outcome.FAIL, "not_legal_person")),
        ({"legal_person": False, "legal_form": ""}, (Outcome.FAIL, "not_legal_person")),
        ({"legal_person": None, "legal_form": ""}, (Outcome.EVIDENCE, "legal_person_unknown")),
        ({"registered_region": ""}, (Outcome.EVIDENCE, "region_unknown")),
        ({"registered_region": "440300"}, (Outcome.FAIL, "region_elsewhere")),
        ({"established_on": None}, (Outcome.EVIDENCE, "established_unknown")),
        ({"established_on": date(2023, 7, 1)}, (Outcome.FAIL, "too_young")),
        ({"interrupted": True}, (Outcome.CHECK, "interrupted")),
    ],
)
def test_article_13_1_registration(changes: dict[str, Any], expected: tuple[Outcome, str]) -> None:
    assert of("13(1)", assessed(replace(GOOD, **changes))) == [expected]


def test_article_13_1_a_declared_legal_person_of_unnamed_form_is_enough() -> None:
    assert of("13(1)", assessed(replace(GOOD, legal_form=""))) == PASSED


def test_article_13_1_every_fault_is_told() -> None:
    nobody = ApplicationFacts(uscc="", name="")

    assert [code for _, code in of("13(1)", assessed(nobody))] == [
        "uscc_invalid",
        "legal_person_unknown",
        "region_unknown",
        "established_unknown",
    ]


def test_case_02_the_reference_date_is_the_deadline_unless_the_policy_says_otherwise() -> None:
    days = {
        "deadline": DEADLINE,
        "submitted_on": date(2026, 6, 1),
        "accepted_on": date(2026, 7, 5),
    }

    def chosen(word: str, **changes: Any) -> date:
        policy = changed_pack(("eligibility.toml", '"application_deadline"', f'"{word}"'))
        return reference_date_of(policy, **{**days, **changes})

    assert reference_date_of(pack(), **days) == DEADLINE
    assert chosen("submission") == date(2026, 6, 1)
    assert chosen("acceptance") == date(2026, 7, 5)
    assert chosen("acceptance", accepted_on=None) == DEADLINE


def test_case_03_three_years_are_reached_on_the_day_itself() -> None:
    assert of("13(1)", assessed(replace(GOOD, established_on=date(2023, 6, 30)))) == PASSED
    assert of("13(1)", assessed(replace(GOOD, established_on=date(2023, 7, 1)))) == [
        (Outcome.FAIL, "too_young")
    ]


def test_case_03_another_city_asks_for_five_years() -> None:
    policy = changed_pack(
        (
            "eligibility.toml",
            "min_operation_years = { value = 3",
            "min_operation_years = { value = 5",
        )
    )
    young = replace(GOOD, established_on=date(2022, 1, 1))

    assert of("13(1)", assessed(young)) == PASSED
    assert of("13(1)", assessed(young, policy=policy)) == [(Outcome.FAIL, "too_young")]


def test_case_08_a_sole_trader_is_refused_whatever_it_declares() -> None:
    trader = replace(GOOD, uscc="92450702MA5XAAAA8F")

    assert of("13(1)", assessed(trader))[0] == (Outcome.FAIL, "sole_trader")


def test_case_08_a_city_may_accept_branches() -> None:
    policy = changed_pack(("eligibility.toml", '    "agency",\n', '    "agency",\n    "branch",\n'))
    branch = replace(GOOD, legal_form="branch", legal_person=False)

    assert of("13(1)", assessed(branch, policy=policy)) == PASSED
    assert of("13(1)", assessed(branch)) == [(Outcome.FAIL, "branch")]


def test_case_09_an_applicant_that_moved_in_lately_is_flagged_and_passes() -> None:
    findings = assessed(replace(GOOD, moved_in_on=date(2026, 1, 1)))

    assert of("13(1)", findings) == [*PASSED, (Outcome.PASS, "moved_in")]
    assert eligible(findings) is True
    assert [f.code for f in remarks(findings)] == ["moved_in"]


def test_case_09_a_move_long_ago_is_not_worth_a_word() -> None:
    assert of("13(1)", assessed(replace(GOOD, moved_in_on=date(2020, 1, 1)))) == PASSED


def test_case_09_an_applicant_that_moves_in_later_is_not_registered_at_the_reference_date() -> None:
    findings = assessed(replace(GOOD, moved_in_on=DEADLINE + timedelta(days=1)))

    assert of("13(1)", findings) == [(Outcome.FAIL, "region_elsewhere")]


def test_the_digits_of_the_code_are_a_warning_and_the_licence_decides() -> None:
    findings = assessed(replace(GOOD, uscc="91440300MA5XAAAA90"))

    assert of("13(1)", findings) == [
        *PASSED,
        (Outcome.PASS, "code_region"),
        (Outcome.PASS, "uscc_inner"),
    ]
    assert eligible(findings) is True


# (2), (6), (7) what departments say


def test_article_13_2_an_objection_goes_to_a_human_with_date_level_and_cure() -> None:
    reply = DepartmentReply(
        "ecology", "objects", ("13(2)",), "超标排放被处罚", date(2025, 4, 2), cured="2025年5月验收"
    )

    findings = assessed(replies=with_reply(reply))

    assert of("13(2)", findings) == [(Outcome.CHECK, "objection")]
    assert of("13(7)", findings) == PASSED
    sentence = next(f.sentence for f in findings if f.condition == "13(2)")
    assert sentence == (
        "市生态环境局：超标排放被处罚（发生日期：2025-04-02；等级：未认定；整改：2025年5月验收），"
        "该项条件未定年限和轻重，须由人工认定。"
    )


@pytest.mark.parametrize("major", [True, False, None])
def test_article_13_7_no_age_and_no_weight_fails_by_itself(*, major: bool | None) -> None:
    reply = DepartmentReply(
        "tax", "objects", ("13(7)",), "罚款200元", date(2009, 3, 1), major=major
    )

    findings = assessed(replies=with_reply(reply))

    assert of("13(7)", findings) == [(Outcome.CHECK, "objection")]
    assert eligible(findings) is None


def test_article_13_7_an_objection_without_facts_goes_to_a_human() -> None:
    reply = DepartmentReply("tax", "objects", ("13(7)",), facts=" ")

    findings = assessed(replies=with_reply(reply))

    assert of("13(7)", findings) == [(Outcome.CHECK, "objection_without_facts")]
    assert eligible(findings) is None


def test_article_13_7_an_objection_without_conditions_is_about_all_the_department_was_asked() -> (
    None
):
    reply = DepartmentReply("labour", "objects", facts="拖欠工资被行政处罚")

    findings = assessed(replies=with_reply(reply))

    assert of("13(2)", findings) == of("13(7)", findings) == [(Outcome.CHECK, "objection")]
    assert of("13(6)", findings) == PASSED


def test_article_16_an_unasked_department_may_object_too() -> None:
    reply = DepartmentReply("court", "objects", ("13(7)",), facts="列入失信被执行人名单")

    findings = assessed(replies=(*clean_replies(), reply))

    finding = next(f for f in findings if f.condition == "13(7)")
    assert finding.outcome is Outcome.CHECK
    assert finding.sentence.startswith("court：列入失信被执行人名单（")


def test_article_16_departments_that_have_not_answered_are_named() -> None:
    replies = tuple(r for r in clean_replies() if r.department not in ("tax", "credit"))

    finding = next(f for f in assessed(replies=replies) if f.condition == "13(7)")

    assert (finding.outcome, finding.code) == (Outcome.EVIDENCE, "awaited")
    assert finding.sentence == "尚待市税务局、市发展和改革委员会反馈意见。"


def test_case_14_silence_is_never_consent() -> None:
    findings = assessed(replies=with_reply(DepartmentReply("tax", "silent")))

    assert of("13(7)", findings) == [(Outcome.CHECK, "silent")]
    assert eligible(findings) is None


def test_article_16_a_clean_reply_after_the_silence_closes_it() -> None:
    replies = (*with_reply(DepartmentReply("tax", "silent")), DepartmentReply("tax", "clean"))

    findings = assessed(replies=replies)

    assert of("13(7)", findings) == PASSED
    assert eligible(findings) is True


def test_article_16_an_objection_after_the_silence_is_what_counts() -> None:
    late = DepartmentReply("tax", "objects", ("13(7)",), facts="欠税")

    findings = assessed(replies=(*with_reply(DepartmentReply("tax", "silent")), late))

    assert of("13(7)", findings) == [(Outcome.CHECK, "objection")]


def test_case_14_a_named_officer_may_accept_the_silence_in_writing() -> None:
    reply = DepartmentReply("tax", "silent", accepted_by="李某")

    findings = assessed(replies=with_reply(reply))

    assert of("13(7)", findings) == [*PASSED, (Outcome.PASS, "silent_accepted")]
    assert eligible(findings) is True


def test_case_14_a_city_may_let_silence_fail() -> None:
    policy = changed_pack(("entry.toml", '"officer_decides"', '"fail"'))

    findings = assessed(policy=policy, replies=with_reply(DepartmentReply("tax", "silent")))

    assert of("13(7)", findings) == [(Outcome.FAIL, "silent")]


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        (Incident("爆炸事故", date(2025, 1, 1), major=True), (Outcome.FAIL, "major")),
        (Incident("爆炸事故", date(2023, 6, 30), major=True), (Outcome.FAIL, "major")),
        (Incident("爆炸事故", date(2025, 1, 1)), (Outcome.CHECK, "level_unclear")),
        (Incident("火灾", date(2025, 1, 1), major=False), (Outcome.CHECK, "level_unclear")),
        (Incident("爆炸事故", major=True), (Outcome.CHECK, "undated")),
        (Incident("", date(2025, 1, 1)), (Outcome.CHECK, "objection_without_facts")),
    ],
)
def test_article_13_6_a_declared_accident(
    incident: Incident, expected: tuple[Outcome, str]
) -> None:
    assert of("13(6)", assessed(replace(GOOD, accidents=(incident,)))) == [expected]


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ("高处坠落，造成3人死亡", "较大"),
        ("造成3人死亡，认定为较大生产安全责任事故", ""),
    ],
)
def test_article_13_6_a_tick_does_not_make_major_what_is_told_as_less(
    facts: str, level: str
) -> None:
    reply = DepartmentReply(
        "emergency", "objects", ("13(6)",), facts, date(2026, 1, 9), major=True, level=level
    )

    findings = assessed(replies=with_reply(reply))

    assert of("13(6)", findings) == [(Outcome.CHECK, "level_unclear")]
    assert facts in next(f.sentence for f in findings if f.condition == "13(6)")


def test_article_13_6_an_accident_before_the_clean_years_is_told_and_passes() -> None:
    old = Incident("爆炸事故", date(2023, 6, 29), major=True)

    findings = assessed(replace(GOOD, accidents=(old,)))

    assert of("13(6)", findings) == [(Outcome.PASS, "outside_period")]
    assert eligible(findings) is True


def test_article_13_6_a_department_reports_an_accident() -> None:
    reply = DepartmentReply(
        "emergency", "objects", ("13(6)",), "中毒事故", occurred_on=date(2026, 1, 9), major=True
    )

    assert of("13(6)", assessed(replies=with_reply(reply))) == [(Outcome.FAIL, "major")]


def test_case_05_an_accident_after_the_deadline_counts_at_the_recheck() -> None:
    accident = Incident("爆炸事故", date(2026, 10, 20), major=True)
    later = replace(GOOD, accidents=(accident,))
    day = date(2026, 11, 20)

    first = assessed(later)
    again = recheck(later, policy=pack(), reference_date=DEADLINE, on=day, replies=clean_replies())

    assert of("13(6)", first) == [(Outcome.PASS, "outside_period")]
    assert of("13(6)", again) == [(Outcome.FAIL, "major")]
    assert {f.condition for f in again} == {"13(2)", "13(6)", "13(7)", "25"}


def test_case_05_the_clean_years_of_the_recheck_still_begin_at_the_reference_date() -> None:
    early = replace(GOOD, accidents=(Incident("爆炸事故", date(2023, 7, 1), major=True),))

    again = recheck(
        early,
        policy=pack(),
        reference_date=DEADLINE,
        on=date(2026, 11, 20),
        replies=clean_replies(),
    )

    assert of("13(6)", again) == [(Outcome.FAIL, "major")]


def test_case_06_whether_an_accident_is_major_is_never_guessed() -> None:
    unclear = Incident("爆炸事故", date(2025, 1, 1))
    finding = next(
        f for f in assessed(replace(GOOD, accidents=(unclear,))) if f.condition == "13(6)"
    )

    assert (finding.outcome, finding.settled_by) == (Outcome.CHECK, "主管部门的等级认定")


# (3), (4), (5) what is verified


@pytest.mark.parametrize("condition", ["13(3)", "13(4)", "13(5)"])
@pytest.mark.parametrize(
    ("satisfied", "expected"),
    [
        (True, (Outcome.PASS, "ok")),
        (False, (Outcome.FAIL, "not_satisfied")),
        (None, (Outcome.CHECK, "inconclusive")),
    ],
)
@pytest.mark.parametrize("by", ["", "第三方机构"])
def test_article_13_3_to_5_a_report_settles_the_condition(
    *, condition: str, satisfied: bool | None, expected: tuple[Outcome, str], by: str
) -> None:
    others = [v for v in good_reports() if v.condition != condition]
    report = Verification(condition, satisfied, by=by)

    assert of(condition, assessed(verifications=[*others, report])) == [expected]


def test_case_07_a_leading_position_is_not_computable_and_waits_for_a_report() -> None:
    finding = next(f for f in assessed(verifications=()) if f.condition == "13(4)")

    assert (finding.outcome, finding.code) == (Outcome.EVIDENCE, "not_verified")
    assert finding.sentence == "尚无核实报告，请由专家、第三方机构核实。"


# (8) five years after an award


@pytest.mark.parametrize(
    ("decided_on", "expected"),
    [
        (date(2021, 5, 30), (Outcome.CHECK, "near_boundary")),
        (date(2021, 5, 29), (Outcome.PASS, "ok")),
        (date(2021, 6, 30), (Outcome.CHECK, "near_boundary")),
        (date(2021, 7, 31), (Outcome.CHECK, "near_boundary")),
        (date(2021, 8, 1), (Outcome.FAIL, "too_soon")),
        (date(2021, 12, 1), (Outcome.FAIL, "too_soon")),
        (date(2015, 1, 1), (Outcome.PASS, "ok")),
    ],
)
def test_article_13_8_five_years_after_an_award(
    decided_on: date, expected: tuple[Outcome, str]
) -> None:
    assert of("13(8)", assessed(history=[award(decided_on)])) == [expected]


def test_article_13_8_the_awards_of_others_do_not_count() -> None:
    history = [award(date(2025, 12, 1), uscc=OTHER, name="另一家公司")]

    assert of("13(8)", assessed(history=history)) == PASSED


def test_case_01_without_a_window_the_day_itself_passes_and_the_day_before_fails() -> None:
    policy = changed_pack(
        ("eligibility.toml", "window_days = { value = 31", "window_days = { value = 0")
    )
    won = [award(date(2021, 6, 30))]

    on_the_day = assessed(policy=policy, history=won)
    before = assessed(policy=policy, history=won, reference_date=DEADLINE - timedelta(days=1))
    after = assessed(policy=policy, history=won, reference_date=DEADLINE + timedelta(days=1))

    assert of("13(8)", on_the_day) == [(Outcome.CHECK, "near_boundary")]
    assert of("13(8)", before) == [(Outcome.FAIL, "too_soon")]
    assert of("13(8)", after) == PASSED


def test_case_01_a_decision_of_29_february_is_five_years_old_on_the_28th() -> None:
    won = [award(date(2020, 2, 29))]

    finding = next(
        f for f in assessed(history=won, reference_date=date(2025, 2, 28)) if f.condition == "13(8)"
    )

    assert "至2025-02-28满5年" in finding.sentence


def test_case_01_shenzhen_counts_from_the_year_of_the_award() -> None:
    policy = changed_pack(("eligibility.toml", '"decision_date"', '"award_year"'))

    def counted(year: int) -> list[tuple[Outcome, str]]:
        won = [award(date(2022, 1, 15), award_year=year)]
        return of("13(8)", assessed(policy=policy, history=won))

    assert counted(2021) == PASSED
    assert counted(2022) == [(Outcome.FAIL, "too_soon")]
    assert of("13(8)", assessed(policy=policy, history=[award(date(2021, 12, 31))])) == PASSED


def test_case_01_a_city_may_count_editions() -> None:
    policy = changed_pack(("eligibility.toml", '"decision_date"', '"edition"'))

    def counted(past: int | None) -> list[tuple[Outcome, str]]:
        won = [award(date(2022, 1, 15), edition=past)]
        return of("13(8)", assessed(policy=policy, history=won, edition=5))

    assert counted(2) == PASSED
    assert counted(3) == [(Outcome.FAIL, "too_soon")]
    assert counted(None) == [(Outcome.CHECK, "edition_unknown")]


def test_case_04_a_former_nominee_may_apply_at_once() -> None:
    findings = assessed(history=[award(date(2024, 12, 1), prize="nomination")])

    assert of("13(8)", findings) == [*PASSED, (Outcome.PASS, "nominated_before")]
    assert eligible(findings) is True


def test_case_04_a_city_may_make_nominees_wait() -> None:
    policy = changed_pack(
        (
            "eligibility.toml",
            "nomination_blocks = { value = false",
            "nomination_blocks = { value = true",
        )
    )

    findings = assessed(policy=policy, history=[award(date(2024, 12, 1), prize="nomination")])

    assert of("13(8)", findings) == [(Outcome.FAIL, "too_soon")]


def test_case_41_a_revoked_award_does_not_count() -> None:
    assert of("13(8)", assessed(history=[award(date(2024, 12, 1), revoked=True)])) == PASSED


def test_case_42_a_winner_of_the_same_name_under_another_code_is_shown_to_a_human() -> None:
    won = [award(date(2024, 12, 1), uscc=OTHER, name="钦州旧名机械有限公司")]
    renamed = replace(GOOD, former_names=("钦州旧名机械有限公司",))

    assert of("13(8)", assessed(renamed, history=won)) == [(Outcome.CHECK, "same_name")]
    assert of("13(8)", assessed(history=won)) == PASSED


@given(st.dates(date(2005, 1, 1), date(2026, 6, 30)), st.integers(0, 2000))
def test_an_award_that_no_longer_blocks_never_blocks_again(won: date, later: int) -> None:
    def blocks(day: date) -> bool:
        findings = assessed(history=[award(won)], reference_date=day)
        return of("13(8)", findings) == [(Outcome.FAIL, "too_soon")]

    free = add_years(won, 5)

    assert not blocks(free + timedelta(days=later))


# bans


@pytest.mark.parametrize(
    ("ban", "expected"),
    [
        (Ban(CODE, date(2027, 1, 1)), (Outcome.FAIL, "banned")),
        (Ban(CODE.lower(), DEADLINE), (Outcome.FAIL, "banned")),
        (Ban(CODE, DEADLINE - timedelta(days=1)), (Outcome.PASS, "ok")),
        (Ban(CODE, date(2031, 7, 1), starts_on=date(2026, 7, 1)), (Outcome.PASS, "ok")),
        (Ban(OTHER, date(2027, 1, 1)), (Outcome.PASS, "ok")),
    ],
)
def test_article_25_a_ban_in_force_at_the_reference_date_bars(
    ban: Ban, expected: tuple[Outcome, str]
) -> None:
    assert of("25", assessed(bans=[ban])) == [expected]


def test_case_37_a_ban_decided_after_the_deadline_counts_at_the_recheck() -> None:
    ban = Ban(CODE, date(2031, 10, 8), starts_on=date(2026, 10, 8), reason="骗取奖项")

    again = recheck(
        GOOD,
        policy=pack(),
        reference_date=DEADLINE,
        on=date(2026, 11, 20),
        bans=[ban],
        replies=clean_replies(),
    )

    finding = next(f for f in again if f.condition == "25")
    assert finding.sentence == "申报资格已被取消至2031-10-08（第二十五条）。骗取奖项。"


# conditions of other cities


def test_a_nursery_pool_is_a_condition_like_any_other() -> None:
    policy = pack("modelled-hangzhou")
    local = replace(GOOD, registered_region="330106")

    outside = assessed(local, policy=policy)
    inside = assessed(replace(local, listings=("质量奖培育库",)), policy=policy)

    unknown = assessed(replace(local, unknown_lists=("质量奖培育库",)), policy=policy)

    assert of("nursery", unknown) == [(Outcome.CHECK, "list_unknown")]
    assert of("nursery", outside) == [(Outcome.FAIL, "not_listed")]
    assert of("nursery", inside) == PASSED
    assert eligible(inside) is True


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, (Outcome.EVIDENCE, "figure_unknown")),
        ({"上年度纳税额（万元）": 199}, (Outcome.FAIL, "figure_low")),
        ({"上年度纳税额（万元）": 200}, (Outcome.PASS, "ok")),
    ],
)
def test_a_city_may_ask_for_a_figure(
    figures: dict[str, int], expected: tuple[Outcome, str]
) -> None:
    policy = changed_pack(
        (
            "eligibility.toml",
            'check = "reapply"',
            'check = "minimum", name = "上年度纳税额（万元）", at_least = 200',
        )
    )

    assert of("13(8)", assessed(replace(GOOD, figures=figures), policy=policy)) == [expected]


@pytest.mark.parametrize(
    ("kind", "given", "missing"),
    [("evidence", "evidence", "no_evidence"), ("attest", "attested", "not_attested")],
)
def test_a_city_may_settle_a_condition_by_papers_or_by_the_applicants_word(
    kind: str, given: str, missing: str
) -> None:
    policy = changed_pack(
        ("eligibility.toml", 'kind = { value = "verification"', f'kind = {{ value = "{kind}"'),
        ("entry.toml", '"13(3)", ', ""),
    )
    facts: dict[str, Any] = {given: ("13(3)",)}
    complete = replace(GOOD, **facts)

    assert of("13(3)", assessed(policy=policy)) == [(Outcome.EVIDENCE, missing)]
    assert of("13(3)", assessed(complete, policy=policy)) == PASSED


# applicants that belong together


def named(name: str, **facts: Any) -> ApplicationFacts:
    return ApplicationFacts(**{"uscc": name, "name": name, **facts})


def test_case_10_a_group_and_its_subsidiary_are_shown_together() -> None:
    parent = named("广西示例集团有限公司")
    child = named("钦州示例食品有限公司", group="广西示例集团有限公司")
    sister = named("钦州示例包装有限公司", group="广西示例集团有限公司")

    links = links_between([parent, child, sister])

    assert [(link.first, link.second, link.code) for link in links] == [
        (0, 1, "same_group"),
        (0, 2, "same_group"),
        (1, 2, "same_group"),
    ]


def test_case_28_the_same_code_or_address_twice_is_shown() -> None:
    one = named("钦州甲有限公司", uscc=CODE, address="钦南区 示例路 1 号")
    two = named("钦州乙有限公司", uscc=CODE.lower(), address="钦南区示例路1号")
    apart = named("钦州丙有限公司", address="钦北区示例路2号")

    assert links_between([one, apart, two]) == (
        Link(
            0,
            2,
            "same_uscc",
            "“钦州甲有限公司”与“钦州乙有限公司”统一社会信用代码相同，请一并提示评审委员会。",
        ),
        Link(
            0,
            2,
            "same_address",
            "“钦州甲有限公司”与“钦州乙有限公司”地址相同，请一并提示评审委员会。",
        ),
    )


def test_article_25_a_ban_of_the_same_name_under_another_code_is_shown_to_a_human() -> None:
    ban = Ban(OTHER, date(2027, 1, 1), name="钦州示例机械有限公司")
    former = replace(GOOD, name="新名有限公司", former_names=("钦州示例机械有限公司",))

    assert of("25", assessed(bans=[ban])) == [(Outcome.CHECK, "banned_name")]
    assert of("25", assessed(former, bans=[ban])) == [(Outcome.CHECK, "banned_name")]
    assert of("25", assessed(replace(GOOD, name="别家有限公司"), bans=[ban])) == [
        (Outcome.PASS, "ok")
    ]
    assert of("25", assessed(bans=[replace(ban, until=date(2020, 1, 1))])) == [(Outcome.PASS, "ok")]


def test_article_13_6_a_policy_without_levels_goes_by_the_tick() -> None:
    assert Incident("较大事故", major=True).is_major(()) is True
    assert Incident("较大事故").is_major(()) is None
