"""Panel scores are exact, complete and talked about where reviewers disagree."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.criteria import read_criteria
from rules.policy import read_pack
from rules.policy.review import Trim
from rules.scoring import (
    CombineRule,
    Consensus,
    ConsensusInvalid,
    ItemScore,
    Score,
    ScoringRule,
    Sheet,
    SheetRefused,
    category_totals,
    check_sheet,
    combine,
    combine_sheets,
    item_hundredths,
    scoring_rule,
    sheet_hundredths,
)

POLICIES = Path(__file__).parents[2] / "policies"
CRITERIA = read_criteria(POLICIES / "criteria" / "gbt19580-2012.toml")
QINZHOU = read_pack(POLICIES / "qinzhou-2021")

POINTS = {"a": 50, "b": 15}
RULE = ScoringRule(
    percent_step=5, combine="mean", trim=Trim(high=1, low=1, min_n=5), spread_limit=20
)


def sheets(*percents: tuple[int, int]) -> tuple[Sheet, ...]:
    return tuple(Sheet(f"E{n}", {"a": a, "b": b}) for n, (a, b) in enumerate(percents, 1))


def percent_of(combine_by: CombineRule, *percents: int) -> Fraction:
    """The combined percentage of one item."""
    rule = replace(RULE, combine=combine_by)
    given_sheets = sheets(*((percent, 0) for percent in percents))

    score = combine_sheets(given_sheets, {"a": 100, "b": 1}, rule, leader="E1")

    return score.items["a"].mean


def test_item_score_is_a_whole_number_of_hundredths() -> None:
    assert item_hundredths(15, 5) == 75
    assert sheet_hundredths(sheets((55, 5))[0], POINTS) == 2750 + 75


def test_article_17_score_is_the_exact_mean_of_the_sheets() -> None:
    score = combine_sheets(sheets((55, 5), (50, 5), (50, 10)), POINTS, RULE)

    assert score == Score(
        total=Fraction(50 * 155 + 15 * 20, 300),
        items={
            "a": ItemScore(Fraction(50 * 155, 300), 5, {"E1": 55, "E2": 50, "E3": 50}),
            "b": ItemScore(Fraction(1), 5, {"E1": 5, "E2": 5, "E3": 10}),
        },
        consensus_needed=(),
    )


def test_article_17_policy_and_criteria_give_the_contract_example() -> None:
    numbers = [item.number for item in CRITERIA.items]
    sheet = Sheet("R1", dict.fromkeys(numbers, 60))

    score = combine([sheet], CRITERIA, QINZHOU)

    assert check_sheet(sheet, CRITERIA, QINZHOU) == ()
    assert score.total == 600
    assert list(score.items) == numbers
    assert category_totals(score, CRITERIA) == {
        category.number: Fraction(category.points * 60, 100) for category in CRITERIA.categories
    }


def test_policy_rule_is_taken_over() -> None:
    assert scoring_rule(QINZHOU).percent_step == 5
    assert scoring_rule(QINZHOU).spread_limit == 20


@pytest.mark.parametrize(
    ("combine_by", "percents", "expected"),
    [
        ("mean", (40, 50, 55), Fraction(145, 3)),
        ("median", (40, 50, 95), 50),
        ("median", (40, 50, 60, 95), 55),
        ("trimmed_mean", (0, 50, 55, 60, 100), 55),
        ("trimmed_mean", (0, 50, 55, 100), Fraction(205, 4)),
        ("consensus", (40, 50), 45),
        ("leader", (40, 50, 60), 40),
    ],
)
def test_combine_rules(
    combine_by: CombineRule, percents: tuple[int, ...], expected: Fraction | int
) -> None:
    assert percent_of(combine_by, *percents) == expected


def test_trimming_never_leaves_nobody() -> None:
    rule = replace(RULE, combine="trimmed_mean", trim=Trim(high=1, low=1, min_n=1))

    assert combine_sheets(sheets((50, 50), (70, 50)), POINTS, rule).items["a"].mean == 30


def test_spread_beyond_the_limit_asks_for_a_talk() -> None:
    at_limit = combine_sheets(sheets((40, 40), (60, 50)), POINTS, RULE)
    beyond = combine_sheets(sheets((40, 40), (65, 50)), POINTS, RULE)

    assert at_limit.consensus_needed == ()
    assert beyond.consensus_needed == ("a",)


def test_talk_with_a_minute_settles_the_item() -> None:
    apart = sheets((40, 40), (65, 50))

    agreed = combine_sheets(apart, POINTS, RULE, consensus=[Consensus("a", 55, "一致认为…")])
    kept = combine_sheets(apart, POINTS, RULE, consensus=[Consensus("a", None, "各自保留")])

    assert agreed.items["a"] == ItemScore(Fraction(55, 2), 25, {"E1": 40, "E2": 65}, agreed=True)
    assert agreed.consensus_needed == ()
    assert kept.items["a"].mean == Fraction(105, 4)
    assert kept.consensus_needed == ()


def test_rule_of_consensus_asks_wherever_reviewers_differ() -> None:
    rule = replace(RULE, combine="consensus")
    apart = sheets((40, 50), (45, 50))

    open_still = combine_sheets(apart, POINTS, rule)
    kept = combine_sheets(apart, POINTS, rule, consensus=[Consensus("a", None, "未达成一致")])
    agreed = combine_sheets(apart, POINTS, rule, consensus=[Consensus("a", 45, "一致")])

    assert open_still.consensus_needed == ("a",)
    assert kept.consensus_needed == ("a",)
    assert agreed.consensus_needed == ()


@pytest.mark.parametrize(
    ("talks", "words"),
    [
        ([Consensus("z", 50, "记录")], "条款 z 不存在"),
        ([Consensus("a", 50, "记录"), Consensus("a", 55, "记录")], "不止一份"),
        ([Consensus("a", 50, " ")], "没有记录"),
        ([Consensus("a", 52, "记录")], "5 的倍数"),
    ],
)
def test_talk_that_proves_nothing_is_refused(talks: list[Consensus], words: str) -> None:
    with pytest.raises(ConsensusInvalid, match=words):
        combine_sheets(sheets((40, 40)), POINTS, RULE, consensus=talks)


def test_missing_score_is_never_a_zero() -> None:
    incomplete = Sheet("E2", {"a": 50})

    with pytest.raises(SheetRefused) as refused:
        combine_sheets([*sheets((50, 50)), incomplete], POINTS, RULE)

    assert [(p.reviewer, p.item, p.code) for p in refused.value.problems] == [
        ("E2", "b", "missing")
    ]
    assert refused.value.sentence == "E2的评分表缺条款 b 的评分。"


def test_one_reviewer_counts_once() -> None:
    twice = sheets((50, 50)) * 2

    with pytest.raises(SheetRefused, match="E1对同一申报单位有不止一份评分表"):
        combine_sheets(twice, POINTS, RULE)


def test_no_sheet_is_no_score() -> None:
    with pytest.raises(SheetRefused, match="没有可以统计的评分表"):
        combine_sheets([], POINTS, RULE)


def test_rule_of_the_leader_needs_the_leaders_sheet() -> None:
    with pytest.raises(SheetRefused, match="没有组长的评分表"):
        combine_sheets(sheets((50, 50)), POINTS, replace(RULE, combine="leader"), leader="E9")


steps = st.integers(0, 20).map(lambda step: 5 * step)
panels = st.lists(st.tuples(steps, steps), min_size=1, max_size=5)
rules = st.sampled_from(["mean", "median", "trimmed_mean"])


@given(panel=panels, combine_by=rules, place=st.integers(0, 4), more=steps)
def test_raising_a_percentage_never_lowers_the_total(
    panel: list[tuple[int, int]], combine_by: CombineRule, place: int, more: int
) -> None:
    rule = replace(RULE, combine=combine_by)
    place %= len(panel)
    raised = panel.copy()
    raised[place] = (max(panel[place][0], more), panel[place][1])

    before = combine_sheets(sheets(*panel), POINTS, rule)
    after = combine_sheets(sheets(*raised), POINTS, rule)

    assert after.total >= before.total


@given(panel=panels, combine_by=rules)
def test_score_lies_between_the_sheets_and_ignores_their_order(
    panel: list[tuple[int, int]], combine_by: CombineRule
) -> None:
    rule = replace(RULE, combine=combine_by)
    given_sheets = sheets(*panel)

    score = combine_sheets(given_sheets, POINTS, rule)

    for number, item in score.items.items():
        scores = [Fraction(POINTS[number] * s.items[number], 100) for s in given_sheets]
        assert min(scores) <= item.mean <= max(scores)
    assert combine_sheets(given_sheets[::-1], POINTS, rule).total == score.total
