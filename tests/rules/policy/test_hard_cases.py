"""The settings other cities need in hard cases: each changes the outcome its default gives."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from rules.attendance import Presence, attendance
from rules.ballot import BallotInvalid, Candidate, RoundTally, Tally, count
from rules.calendar import add_years
from rules.draw import draw_by_specialty, strata_of
from rules.eligibility import DepartmentReply, over_limit, reference_date_of
from rules.findings import Outcome
from rules.intake import Opinion, may_withdraw, receipt_findings
from rules.policy import PackInvalid, Policy, parse_pack
from rules.policy.hard_cases import as_before
from rules.recusal import Ground, Recusal, RecusalInvalid, declare, order, sheets_in_force
from rules.sanctions import ban, effects, money_due, reported
from rules.sheet import Sheet
from rules.sourced import Basis, Sourced
from tests.rules.packs import changed_files, changed_pack, pack
from tests.rules.test_eligibility import CODE, DEADLINE, GOOD, assessed, award, of, with_reply
from tests.rules.test_intake import CLOSES, SECTOR
from tests.rules.test_intake import GOOD as PACKAGE

HARD = "hard-cases.toml"


def setting(key: str, value: Any) -> Policy:
    """Qinzhou's policy with one hard case handled in another way."""
    own = pack().hard.model_copy(update={key: Sourced(value=value, basis=Basis.ARTICLE, cite="试")})
    return pack().model_copy(update={"hard_cases": own})


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(PackInvalid) as refused:
        parse_pack(files)
    return [(problem.key, problem.sentence) for problem in refused.value.problems]


def test_a_policy_pinned_before_these_settings_keeps_its_ways_and_its_hash() -> None:
    files = {name: text for name, text in changed_files().items() if name != HARD}
    before = parse_pack(files)

    assert before.hard == as_before()
    assert "hard_cases" not in before.canonical_json()
    assert Policy.from_json(before.canonical_json()).sha256 == before.sha256
    assert {k: v.value for k, v in dict(as_before()).items() if k != "major_levels"} == {
        k: v.value for k, v in dict(pack().hard).items() if k != "major_levels"
    }


def test_case_01_the_day_itself_may_not_be_enough() -> None:
    policy = changed_pack(
        (HARD, "reapply_inclusive = { value = true", "reapply_inclusive = { value = false"),
        ("eligibility.toml", "window_days = { value = 31", "window_days = { value = 0"),
    )

    def outcome(day: date) -> list[tuple[Outcome, str]]:
        history = [award(add_years(DEADLINE, -5))]
        return of("13(8)", assessed(history=history, policy=policy, reference_date=day))

    assert outcome(DEADLINE) == [(Outcome.FAIL, "too_soon")]
    assert outcome(DEADLINE + timedelta(days=2)) == [(Outcome.PASS, "ok")]


def test_case_02_a_fixed_day_is_the_reference_date() -> None:
    change = ("eligibility.toml", 'value = "application_deadline"', 'value = "fixed_date"')
    day = (
        HARD,
        "fixed_reference_date = { basis",
        "fixed_reference_date = { value = 2025-12-31, basis",
    )
    policy = changed_pack(change, day)

    assert reference_date_of(policy, deadline=DEADLINE, submitted_on=DEADLINE) == date(2025, 12, 31)
    assert told(changed_files(change)) == [
        ("hard_cases.fixed_reference_date", "资格基准日为固定日期时须写明是哪一天。")
    ]


def test_case_04_nominees_may_wait_their_own_number_of_years() -> None:
    change = (
        "eligibility.toml",
        "nomination_blocks = { value = false",
        "nomination_blocks = { value = true",
    )
    two = (HARD, "nominee_wait_years = { value = 0", "nominee_wait_years = { value = 2")
    past = [award(add_years(DEADLINE, -3), prize="nomination")]

    assert of("13(8)", assessed(history=past, policy=changed_pack(change))) == [
        (Outcome.FAIL, "too_soon")
    ]
    assert of("13(8)", assessed(history=past, policy=changed_pack(change, two))) == [
        (Outcome.PASS, "ok")
    ]


def test_case_04_a_city_may_pay_a_repeated_winner_nothing() -> None:
    once = setting("pay_repeat_winner", value=False)

    assert money_due(pack(), "award", won_before=True) == 30_000_000
    assert money_due(once, "award", won_before=True) == 0
    assert money_due(once, "award", won_before=False) == 30_000_000


def test_case_06_the_authoritys_level_says_whether_it_is_major() -> None:
    def outcome(level: str) -> list[tuple[Outcome, str]]:
        reply = DepartmentReply(
            "emergency",
            "objects",
            ("13(6)",),
            "发生事故",
            DEADLINE - timedelta(days=9),
            level=level,
        )
        return of("13(6)", assessed(replies=with_reply(reply)))

    assert outcome("重大") == [(Outcome.FAIL, "major")]
    assert outcome("较大") == [(Outcome.CHECK, "level_unclear")]
    assert outcome("") == [(Outcome.CHECK, "level_unclear")]


@pytest.mark.parametrize(
    ("moved_in_on", "refused"),
    [(None, False), (add_years(DEADLINE, -2), False), (add_years(DEADLINE, -1), True)],
)
def test_case_09_a_city_may_ask_for_years_in_the_city(
    moved_in_on: date | None, *, refused: bool
) -> None:
    policy = setting("years_in_city", 2)
    found = of("13(1)", assessed(replace(GOOD, moved_in_on=moved_in_on), policy=policy))

    assert ((Outcome.FAIL, "new_in_city") in found) is refused
    assert any(outcome is Outcome.FAIL for outcome, _ in found) is refused


def test_case_10_a_city_may_limit_a_group() -> None:
    group = [replace(GOOD, name=name, group="钦州示例集团", uscc=code) for name, code in GROUP]
    other = replace(GOOD, name="灵山县茶业有限公司", uscc="91450721MA5XAAAA3K")

    found = over_limit([*group, other], setting("max_per_group", 2))

    assert over_limit([*group, other], pack()) == ()
    assert over_limit(group[:2], setting("max_per_group", 2)) == ()
    assert [(f.outcome, f.code, f.sentence) for f in found] == [
        (
            Outcome.CHECK,
            "over_group_limit",
            f"{'、'.join(name for name, _ in GROUP)}属于同一集团，共3家，超过2家的上限。",
        )
    ]


GROUP = [
    ("钦州甲机械有限公司", "91450700MA5XAAAA0W"),
    ("钦州乙化工有限公司", "91450702MA5XAAAA1W"),
    ("钦州丙物流有限公司", "91450703MA5XAAAA2E"),
]


def test_case_12_a_refused_applicant_may_be_told_where_to_appeal() -> None:
    refused = replace(SECTOR, consents=False, reason="未参加年检")
    policy = setting("appeal_to", "市质量强市办")

    [finding] = receipt_findings(
        replace(PACKAGE, opinions=(refused,)), policy=policy, closes_at=CLOSES
    )

    assert finding.sentence == (
        "灵山县工业和信息化局不同意推荐：未参加年检。如有异议，可向市质量强市办申诉。"
    )


def test_case_13_a_city_may_grant_minutes_of_grace() -> None:
    policy = setting("grace_minutes", 10)

    def codes(minutes: int) -> list[str]:
        late = replace(PACKAGE, received_at=CLOSES + timedelta(minutes=minutes))
        return [f.code for f in receipt_findings(late, policy=policy, closes_at=CLOSES)]

    assert codes(10) == []
    assert codes(11) == ["late"]


def test_case_15_a_policy_may_ask_for_specialties() -> None:
    strata = '[{ specialty = "质量管理", at_least = 2 }, { specialty = "财务", at_least = 1 }]'
    policy = changed_pack((HARD, "strata = { value = []", f"strata = {{ value = {strata}"))
    pool = {f"E{n:02}": "财务" if n < 3 else "质量管理" if n < 8 else "" for n in range(1, 21)}

    drawn = draw_by_specialty(pool, {}, 5, 2, "seed", strata=strata_of(policy))

    found = [pool[member] for member in drawn.panel]
    assert (found.count("财务") >= 1, found.count("质量管理") >= 2) == (True, True)
    shown = {value.key: value.shown for value in policy.values()}
    assert shown["hard_cases.strata"] == "质量管理不少于 2 名、财务不少于 1 名"


def test_case_15_specialties_must_fit_into_a_panel() -> None:
    twice = '[{ specialty = "财务", at_least = 3 }, { specialty = "财务", at_least = 3 }]'

    assert told(changed_files((HARD, "strata = { value = []", f"strata = {{ value = {twice}"))) == [
        ("hard_cases.strata", "各专业最少人数之和 6 超过抽取人数 5，请调小。"),
        ("hard_cases.strata", "同一专业只能规定一次最少人数，请合并。"),
    ]


def test_case_17_a_city_may_let_earlier_sheets_stand_but_never_hidden_interests() -> None:
    sheets = {"S001": [Sheet("E01", {"a": 50}), Sheet("E02", {"a": 60})]}
    policy = setting("keep_if_submitted", value=True)
    hidden = Recusal("E02", "S001", Ground.FOUND_LATER, "隐瞒", "office")

    result = sheets_in_force(sheets, [declare("E01", "S001"), hidden], policy)

    assert [sheet.reviewer for sheet in result.counted["S001"]] == ["E01"]


def test_case_20_a_policy_says_who_may_order_a_recusal() -> None:
    policy = setting("may_order_recusal", ("office",))

    assert order("E01", "S1", by="张", role="office", reason="x", policy=policy).by == "张"
    with pytest.raises(RecusalInvalid):
        order("E01", "S1", by="李", role="leader", reason="x", policy=policy)


def test_case_21_a_city_may_keep_the_recused_in_the_denominator() -> None:
    rounds = [RoundTally("award", (Tally("A", 9, 8, 0, recused=1),))]
    candidates = {"A": Candidate(Fraction(700))}

    ours = count(pack(), 21, 18, candidates, rounds)
    theirs = count(setting("recused_in_denominator", value=True), 21, 18, candidates, rounds)

    assert (ours.proposed["award"], theirs.proposed["award"]) == (("A",), ())
    assert "（回避 1 人，计入基数），未超过收回票 18 票的 1/2" in theirs.reasons["A"]


def test_case_23_nobody_votes_from_elsewhere_or_for_another_unless_the_policy_says_so() -> None:
    members = {
        "甲": Presence.IN_ROOM,
        "乙": Presence.REMOTE,
        "丙": Presence.PROXY,
        "丁": Presence.ABSENT,
    }

    ours = attendance(members, pack())
    remote = attendance(members, setting("remote", value=True))
    proxy = attendance(members, setting("proxy", value=True))

    assert ours.present == ("甲",)
    assert ours.not_counted["丁"] == "丁未到会，计入委员总数，不能投票。"
    assert (remote.present, proxy.present) == (("甲", "乙"), ("甲", "丙"))


SINGLE = (HARD, "single_ballot = { value = false", "single_ballot = { value = true")
TEN = ("vote.toml", '{ prize = "award", max_marks = 4 }', '{ prize = "award", max_marks = 10 }')


def held(votes: dict[str, int], *, prize: str = "award", run_off: bool = False) -> RoundTally:
    return RoundTally(prize, tuple(Tally(n, v, 18 - v, 0) for n, v in votes.items()), run_off)


def test_case_25_one_ballot_may_fill_both_lists() -> None:
    votes = dict(zip("ABCDEFGHIJKL", (18, 17, 16, 15, 14, 13, 12, 11, 10, 10, 9, 8), strict=True))
    candidates = {name: Candidate(Fraction(700)) for name in votes}
    policy = changed_pack(SINGLE, TEN)

    first = count(policy, 21, 18, candidates, [held(votes)])
    again = held({"I": 12, "J": 6}, prize="nomination", run_off=True)

    assert first.proposed == {"award": ("A", "B", "C", "D"), "nomination": tuple("EFGHIJ")}
    assert (first.is_final, first.notes) == (True, ())
    eleven = {**votes, "K": 10}
    tied = count(policy, 21, 18, candidates, [held(eleven)])
    assert (tied.run_off, tied.run_off_prize) == (("I", "J", "K"), "nomination")
    with pytest.raises(BallotInvalid, match="缺少K的票数"):
        count(policy, 21, 18, candidates, [held(eleven), again])
    with pytest.raises(BallotInvalid, match="不另投票"):
        count(policy, 21, 18, candidates, [held(votes), held(votes, prize="nomination")])
    done = held({"I": 12, "J": 6, "K": 9}, prize="nomination", run_off=True)
    assert count(policy, 21, 18, candidates, [held(eleven), done]).proposed["nomination"][-2:] == (
        "I",
        "K",
    )


def test_case_26_a_city_may_move_vacant_seats_to_the_next_prize() -> None:
    candidates = {name: Candidate(Fraction(700 - n)) for n, name in enumerate("ABCDEFGHI")}
    award = held({**dict.fromkeys("BCDEFGHI", 2), "A": 18})
    nomination = held({name: 18 - n for n, name in enumerate("BCDEFGHI")}, prize="nomination")
    policy = setting("transfer_vacant", value=True)

    ours = count(pack(), 21, 18, candidates, [award, nomination])
    theirs = count(policy, 21, 18, candidates, [award, nomination])

    assert (len(ours.proposed["nomination"]), ours.vacant) == (6, {"award": 3, "nomination": 0})
    assert (len(theirs.proposed["nomination"]), theirs.vacant) == (8, {"award": 0, "nomination": 1})


def test_case_30_a_city_may_end_withdrawing_earlier() -> None:
    policy = setting("withdraw_until", "site-review")

    assert [may_withdraw(policy, s) for s in ("site-review", "deliberation")] == [True, False]
    assert may_withdraw(pack(), "conferral")
    assert may_withdraw(setting("withdraw_until", "defence"), "conferral")
    change = (
        HARD,
        'withdraw_until = { value = "conferral"',
        'withdraw_until = { value = "defence"',
    )
    assert told(changed_files(change)) == [
        ("hard_cases.withdraw_until", "没有名为 defence 的阶段，请填 stages.order 里的一个。")
    ]


def test_case_37_a_ban_may_be_counted_in_editions() -> None:
    policy = setting("ban_unit", "editions")

    barred = ban(policy, "fraud", uscc=CODE, decided_on=date(2026, 3, 1))

    assert barred is not None
    assert barred.until == date(2036, 3, 1)


def test_case_38_a_city_may_recover_a_part() -> None:
    policy = setting("recover_percent", 50)

    assert effects(policy, "fraud", prize_id="award").recover_fen == 15_000_000
    assert effects(policy, "fraud", prize_id="award", paid_fen=3).recover_fen == 1


def test_article_31_departments_report_these_grounds_and_no_other() -> None:
    grounds = {s.trigger: reported(pack(), s.trigger) for s in pack().sanctions}

    assert grounds == {
        "fraud": True,
        "accident": True,
        "quality_problem": True,
        "violation": True,
        "title_misuse": True,
        "fund_misuse": False,
    }
    assert reported(pack().model_copy(update={"principles": None}), "fund_misuse")


def test_article_15_an_opinion_of_no_kind_is_none() -> None:
    nameless = Opinion("", "某单位", consents=True)

    found = receipt_findings(
        replace(PACKAGE, opinions=(nameless,)), policy=pack(), closes_at=CLOSES
    )
    assert [f.code for f in found] == ["no_recommendation"]
