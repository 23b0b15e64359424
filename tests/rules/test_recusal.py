"""Recusal: the score goes out by force, the sheet stays on record."""

import pytest

from rules.findings import Finding, Outcome
from rules.recusal import (
    Ground,
    Recusal,
    RecusalInvalid,
    SheetsInForce,
    UndeclaredInterest,
    declare,
    order,
    panel_strength,
    presiding,
    sheets_in_force,
    undeclared_interest,
)
from rules.sheet import Sheet
from tests.rules.packs import pack

SHEETS = {
    "S001": [Sheet("E01", {"a": 50}), Sheet("E02", {"a": 60})],
    "S002": [Sheet("E01", {"a": 70})],
}


def test_case_17_declared_recusal_takes_out_that_applicants_score_only() -> None:
    result = sheets_in_force(SHEETS, [declare("E01", "S001")], pack())

    assert result == SheetsInForce(
        counted={"S001": (SHEETS["S001"][1],), "S002": (SHEETS["S002"][0],)},
        set_aside={"S001": (SHEETS["S001"][0],)},
    )


def test_case_17_declaring_needs_no_reason() -> None:
    assert declare("E01", "S001", " ") == Recusal(
        "E01", "S001", Ground.DECLARED, "本人主动提出回避", "E01"
    )
    assert declare("E01", "S001", "配偶任职").reason == "配偶任职"


def test_case_18_panel_below_three_is_blocked() -> None:
    seated = ("E01", "E02", "E03")

    assert panel_strength("S001", seated, [declare("E01", "S001")], pack()) == Finding(
        "panel_size",
        "第十条",
        Outcome.FAIL,
        "panel_too_small",
        "S001 回避后只剩 2 名评审员，少于 3 名，评审暂停，评审结果不能签署。",
        "从候补评审员中递补",
    )


def test_case_18_other_applicants_of_the_panel_go_on() -> None:
    seated = ("E01", "E02", "E03")

    finding = panel_strength("S002", seated, [declare("E01", "S001")], pack())

    assert finding.outcome is Outcome.PASS


def test_case_19_undeclared_interest_takes_out_every_score() -> None:
    recusal = Recusal("E01", "S001", Ground.FOUND_LATER, "群众反映", "办公室")

    result = sheets_in_force(SHEETS, [recusal], pack())

    assert result.counted == {"S001": (SHEETS["S001"][1],), "S002": ()}
    assert result.set_aside == {"S001": (SHEETS["S001"][0],), "S002": (SHEETS["S002"][0],)}


def test_case_19_case_29_after_the_vote_the_chair_reopens() -> None:
    effects = undeclared_interest(
        "E01", "S001", reviewed=["S001", "S002"], disqualify=True, committee_voted=True
    )

    assert effects == UndeclaredInterest(
        "E01",
        disqualified=True,
        scores_out=("S001", "S002"),
        reopen=True,
        approver="chair",
        sentence="E01未主动申报与 S001 的利害关系，取消评审资格，其对 S001、S002 的评分不再计入。"
        "评审委员会已经表决，须经主任委员同意重新启动评审，并附监督意见。",
    )


def test_case_19_before_any_score_nothing_reopens() -> None:
    effects = undeclared_interest(
        "E01", "S001", reviewed=[], disqualify=False, committee_voted=False
    )

    assert (effects.reopen, effects.approver) == (False, "office")
    assert effects.sentence == "E01未主动申报与 S001 的利害关系，尚无评分。"


def test_case_20_office_or_leader_may_order_with_a_reason() -> None:
    recusal = order("E01", "S001", by="张主任", role="office", reason="曾任顾问 ", policy=pack())

    assert recusal == Recusal("E01", "S001", Ground.ORDERED, "曾任顾问", "张主任")


@pytest.mark.parametrize(
    ("role", "reason", "words"),
    [("applicant", "曾任顾问", "请向承办机构提出申请"), ("leader", " ", "须写明理由")],
)
def test_case_20_nobody_else_and_never_without_a_reason(role: str, reason: str, words: str) -> None:
    with pytest.raises(RecusalInvalid, match=words):
        order("E01", "S001", by="某人", role=role, reason=reason, policy=pack())


def test_case_47_deputy_presides_when_the_chair_is_recused() -> None:
    officers = ("主任", "副主任甲", "副主任乙")

    assert presiding(officers, set()) == "主任"
    assert presiding(officers, {"主任"}) == "副主任甲"
    with pytest.raises(RecusalInvalid, match="不能主持"):
        presiding(officers, set(officers))
