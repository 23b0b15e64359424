"""The shortlist: a proposal, ties left open, every choice with its reason."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.policy import read_pack
from rules.shortlist import (
    Choice,
    Shortlist,
    ShortlistInvalid,
    ShortlistRule,
    decide,
    propose,
    shortlist,
    shortlist_rule,
)
from rules.sourced import Basis, Sourced

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
TWO = ShortlistRule("top_k", seats=2, k=2)


def scores(*values: int) -> dict[str, Fraction]:
    return {f"S{n:03d}": Fraction(value) for n, value in enumerate(values, 1)}


def test_article_17_best_are_proposed() -> None:
    assert propose(scores(500, 620, 610), TWO) == Shortlist(
        chosen=("S002", "S003"),
        not_chosen=("S001",),
        reasons={
            "S002": "资料评审得分 620.00，第 1 名，建议入围。",
            "S003": "资料评审得分 610.00，第 2 名，建议入围。",
            "S001": "资料评审得分 500.00，第 3 名，入围名额 2 个已满。",
        },
    )


def test_case_50_qinzhou_proposes_twelve_or_all() -> None:
    many = shortlist(scores(*range(600, 620)), QINZHOU)
    few = shortlist(scores(*range(600, 604)), QINZHOU)

    assert shortlist_rule(QINZHOU) == ShortlistRule("top_k", seats=10, k=12)
    assert (len(many.chosen), len(many.not_chosen)) == (12, 8)
    assert few.chosen == ("S004", "S003", "S002", "S001")


def test_case_50_ratio_to_the_seats_is_rounded_up() -> None:
    rule = ShortlistRule("ratio", seats=3, ratio=Fraction("1.4"))

    assert len(propose(scores(*range(500, 510)), rule).chosen) == 5


def test_case_50_policy_with_ratio_and_minimum_is_read_exactly() -> None:
    own = QINZHOU.shortlist
    parts = {
        "mode": replace(own.mode, value="ratio"),
        "k": None,
        "ratio": Sourced(value="1.5", basis=Basis.ARTICLE, cite="试"),
        "min_score": Sourced(value="550.5", basis=Basis.ARTICLE, cite="试"),
    }
    changed = QINZHOU.model_copy(update={"shortlist": own.model_copy(update=parts)})

    assert shortlist_rule(changed) == ShortlistRule(
        "ratio", 10, None, Fraction(3, 2), Fraction(1101, 2)
    )


def test_minimum_applies_in_every_mode_and_exactly() -> None:
    rule = replace(TWO, min_score=Fraction("600"))
    values = {"S001": Fraction(1799999, 3000), "S002": Fraction(600)}

    result = propose(values, rule)

    assert result.chosen == ("S002",)
    assert result.reasons["S001"] == "资料评审得分 600.00，第 2 名，低于入围最低分 600.00 分。"


def test_mode_of_the_minimum_takes_everybody_above() -> None:
    rule = ShortlistRule("min_score", seats=2, min_score=Fraction(600))

    assert propose(scores(599, 600, 610, 700), rule).chosen == ("S004", "S003", "S002")


def test_tie_at_the_cut_is_left_to_the_office() -> None:
    result = propose(scores(620, 610, 610, 500), TWO)

    assert result.chosen == ("S001",)
    assert result.tied_at_cut == ("S002", "S003")
    assert result.undecided == ("S002", "S003")
    assert result.not_chosen == ("S004",)
    assert result.reasons["S002"] == (
        "资料评审得分 610.00，第 2 名，与 S003 得分完全相同，只余 1 个名额，由承办机构确定。"
    )


def test_tie_inside_the_cut_is_no_question() -> None:
    assert propose(scores(620, 620, 500), TWO).chosen == ("S001", "S002")


def test_office_settles_a_tie_with_reasons() -> None:
    proposal = propose(scores(620, 610, 610, 500), TWO)

    settled = decide(
        proposal,
        {
            "S003": Choice(chosen=True, reason="行业带动力大。"),
            "S002": Choice(chosen=False, reason="名额所限"),
        },
    )

    assert settled.chosen == ("S001", "S003")
    assert settled.not_chosen == ("S002", "S004")
    assert (settled.undecided, settled.tied_at_cut) == ((), ())
    assert settled.reasons["S003"].endswith("由承办机构确定。承办机构确定入围：行业带动力大。")
    assert settled.reasons["S002"].endswith("承办机构确定不入围：名额所限。")


def test_manual_mode_leaves_everybody_above_the_minimum_open() -> None:
    rule = ShortlistRule("manual", seats=2, min_score=Fraction(500))

    result = propose(scores(620, 610, 400), rule)

    assert result.chosen == ()
    assert result.undecided == ("S001", "S002")
    assert result.tied_at_cut == ()
    assert result.not_chosen == ("S003",)
    assert result.reasons["S001"] == "资料评审得分 620.00，第 1 名，由承办机构确定并说明理由。"


def test_office_may_depart_from_the_proposal_with_a_reason() -> None:
    proposal = propose(scores(620, 610, 500), TWO)

    changed = decide(
        proposal,
        {
            "S001": Choice(chosen=False, reason="主动退出"),
            "S003": Choice(chosen=True, reason="递补"),
        },
    )

    assert changed.chosen == ("S002", "S003")
    assert changed.not_chosen == ("S001",)


def test_order_of_the_choices_is_irrelevant() -> None:
    proposal = propose(scores(620, 610, 500, 490), TWO)
    choices = {ref: Choice(chosen=True, reason="递补") for ref in ("S004", "S003")}

    settled = decide(proposal, choices)

    assert settled.chosen == ("S001", "S002", "S003", "S004")
    assert settled == decide(proposal, dict(sorted(choices.items())))


@pytest.mark.parametrize(
    ("ref", "reason", "words"), [("S009", "理由", "不在资料评审名单内"), ("S001", " ", "写明理由")]
)
def test_choice_without_a_reason_or_a_name_is_refused(ref: str, reason: str, words: str) -> None:
    with pytest.raises(ShortlistInvalid, match=words):
        decide(propose(scores(620), TWO), {ref: Choice(chosen=True, reason=reason)})


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(1, 5))
def test_nobody_is_lost_and_nobody_better_is_left_behind(values: list[int], k: int) -> None:
    given_scores = scores(*values)

    result = propose(given_scores, ShortlistRule("top_k", seats=k, k=k))

    everybody = (*result.chosen, *result.undecided, *result.not_chosen)
    assert sorted(everybody) == sorted(given_scores)
    assert len(result.chosen) <= k
    assert all(
        given_scores[inside] > given_scores[outside]
        for inside in result.chosen
        for outside in (*result.not_chosen, *result.undecided)
    )
