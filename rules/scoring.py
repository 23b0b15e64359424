"""From score sheets to a panel's score (articles 5, 17 and 18), exactly.

Points times percent is a whole number of hundredths of a point; means are fractions, and nothing
is rounded before it is printed (`ranking.display`). Items on which reviewers lie further apart
than the policy allows need a consensus talk with a minute before the score stands.

Weights, places and display are in `ranking`, document against site in `reconcile`, strict and
mild reviewers in `severity`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from rules.consensus import Consensus, ConsensusInvalid, talks_by_item
from rules.criteria import Criteria
from rules.policy import Policy
from rules.policy.review import Trim
from rules.ranking import combined, display, rank
from rules.sheet import (
    FULL,
    Sheet,
    SheetProblem,
    SheetRefused,
    check_sheet,
    item_points,
    sheet_problems,
)

__all__ = [
    "Consensus",
    "ConsensusInvalid",
    "ItemScore",
    "Score",
    "ScoringRule",
    "Sheet",
    "SheetProblem",
    "SheetRefused",
    "category_totals",
    "check_sheet",
    "combine",
    "combine_sheets",
    "combined",
    "display",
    "item_hundredths",
    "rank",
    "scoring_rule",
    "sheet_hundredths",
]

CombineRule = Literal["mean", "trimmed_mean", "median", "consensus", "leader"]


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How a panel's sheets become one score; `spread_limit` in percentage points."""

    percent_step: int
    combine: CombineRule
    trim: Trim
    spread_limit: int


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: `mean` in points, `spread` in percentage points, `percents` by reviewer.

    `agreed` says that the value is the percentage agreed in a consensus talk.
    """

    mean: Fraction
    spread: int
    percents: Mapping[str, int]
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A panel's score: `total` in points; items in the order of the criteria.

    `consensus_needed` are the items still to be talked about: the score stands when it is empty.
    """

    total: Fraction
    items: Mapping[str, ItemScore]
    consensus_needed: tuple[str, ...]


def scoring_rule(policy: Policy) -> ScoringRule:
    """The policy's way of combining sheets."""
    own = policy.scoring
    return ScoringRule(
        percent_step=own.percent_step.value,
        combine=own.combine.value,
        trim=own.trim.value,
        spread_limit=own.spread_limit.value,
    )


def item_hundredths(points: int, percent: int) -> int:
    """The score of one item in hundredths of a point."""
    return points * percent


def sheet_hundredths(sheet: Sheet, points: Mapping[str, int]) -> int:
    """The total of one complete sheet in hundredths of a point."""
    return sum(item_hundredths(points[number], sheet.items[number]) for number in points)


def combine(
    sheets: Sequence[Sheet],
    criteria: Criteria,
    policy: Policy,
    *,
    consensus: Sequence[Consensus] = (),
    leader: str = "",
) -> Score:
    """A panel's score by the policy; raises SheetRefused, ConsensusInvalid."""
    rule = scoring_rule(policy)
    return combine_sheets(sheets, item_points(criteria), rule, consensus=consensus, leader=leader)


def combine_sheets(
    sheets: Sequence[Sheet],
    points: Mapping[str, int],
    rule: ScoringRule,
    *,
    consensus: Sequence[Consensus] = (),
    leader: str = "",
) -> Score:
    """A panel's score from complete sheets, one per reviewer.

    `points` are those of the items by number; `leader` is asked for by the rule "leader" only,
    where the other sheets stay on record without being counted. Raises SheetRefused,
    ConsensusInvalid.
    """
    _check_sheets(sheets, points, rule, leader)
    talks = talks_by_item(consensus, points, rule.percent_step)
    items = {}
    for number, own in points.items():
        percents = {sheet.reviewer: sheet.items[number] for sheet in sheets}
        talk = talks.get(number)
        items[number] = _item_score(percents, own, rule, talk=talk, leader=leader)
    return Score(
        total=sum((item.mean for item in items.values()), Fraction(0)),
        items=items,
        consensus_needed=tuple(n for n in points if _must_talk(items[n], rule, talks.get(n))),
    )


def category_totals(score: Score, criteria: Criteria) -> dict[str, Fraction]:
    """Points per category number."""
    totals = {category.number: Fraction(0) for category in criteria.categories}
    for item in criteria.items:
        totals[item.category] += score.items[item.number].mean
    return totals


def _check_sheets(
    sheets: Sequence[Sheet], points: Mapping[str, int], rule: ScoringRule, leader: str
) -> None:
    problems = [p for sheet in sheets for p in sheet_problems(sheet, points, rule.percent_step)]
    reviewers = [sheet.reviewer for sheet in sheets]
    if not sheets:
        problems.append(SheetProblem("", "", "no_sheet", "没有可以统计的评分表。"))
    for reviewer in sorted({r for r in reviewers if reviewers.count(r) > 1}):
        sentence = f"{reviewer}对同一申报单位有不止一份评分表。"
        problems.append(SheetProblem(reviewer, "", "repeated", sentence))
    if rule.combine == "leader" and leader not in reviewers:
        problems.append(SheetProblem(leader, "", "no_leader", "没有组长的评分表，不能合成得分。"))
    if problems:
        raise SheetRefused(problems)


def _item_score(
    percents: Mapping[str, int],
    points: int,
    rule: ScoringRule,
    *,
    talk: Consensus | None,
    leader: str,
) -> ItemScore:
    spread = max(percents.values()) - min(percents.values())
    if talk is not None and talk.percent is not None:
        return ItemScore(_points(points, Fraction(talk.percent)), spread, percents, agreed=True)
    counted = [percents[leader]] if rule.combine == "leader" else sorted(percents.values())
    return ItemScore(_points(points, _middle(counted, rule)), spread, percents)


def _points(points: int, percent: Fraction) -> Fraction:
    return points * percent / FULL


def _middle(percents: Sequence[int], rule: ScoringRule) -> Fraction:
    """One percentage for sorted ones; a rule of consensus falls back on the mean until agreed."""
    if rule.combine == "median":
        half = len(percents) // 2
        return _mean(
            percents[half : half + 1] if len(percents) % 2 else percents[half - 1 : half + 1]
        )
    if rule.combine == "trimmed_mean":
        return _mean(_trimmed(percents, rule.trim))
    return _mean(percents)


def _trimmed(percents: Sequence[int], trim: Trim) -> Sequence[int]:
    """Without the lowest and the highest; whole when too few would be left."""
    left = percents[trim.low : len(percents) - trim.high]
    return left if left and len(percents) >= trim.min_n else percents


def _mean(percents: Sequence[int]) -> Fraction:
    return Fraction(sum(percents), len(percents))


def _must_talk(item: ItemScore, rule: ScoringRule, talk: Consensus | None) -> bool:
    if rule.combine == "consensus":
        return item.spread > 0 and not item.agreed
    return item.spread > rule.spread_limit and talk is None
