"""Site score against document score, item by item, and both weighed together (art. 18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from actions import attempts
from actions.review import consensus, review
from actions.review.outside_scores import outside_scores
from actions.review.review import Reviewed
from models.edition import StageAttempt
from models.review import ReviewResult
from rules.consensus import Consensus
from rules.ranking import weigh
from rules.reconcile import Reconciliation, reconcile
from runtime.desk import Desk

SMALL_CHANGE = "现场评分与资料评审均值相差不足一个评分间隔，评分表不要求另写理由。"

Talks = Mapping[str, Sequence[Consensus]]


@dataclass(frozen=True, slots=True)
class SiteResult:
    """One applicant on site: `document` and `total` in points, ``None`` where there is no score.

    `total` is the weighed score, also ``None`` while a part from outside is missing.
    """

    review: Reviewed
    document: Fraction | None
    before: Mapping[str, Fraction]  # item → points
    reconciliation: Reconciliation | None
    total: Fraction | None

    @property
    def ref(self) -> str:
        return self.review.ref


def site_results(desk: Desk, attempt: StageAttempt, talks: Talks | None = None) -> list[SiteResult]:
    """Every applicant still in the running, by receipt number."""
    document = attempts.in_force(desk, attempt.edition, review.DOCUMENT)
    return [
        _result(desk, one, review.find_result(desk, document, one.ref), (talks or {}).get(one.ref))
        for one in consensus.reviewed_with(desk, attempt, talks or {})
    ]


def facts_of(result: SiteResult, talks: Sequence[Consensus]) -> dict[str, Any]:
    """What is kept with the result: exact fractions as text, every change with its reason."""
    changes = result.reconciliation.changes if result.reconciliation else ()
    return {
        "document": review.exact(result.document) if result.document is not None else None,
        "combined": review.exact(result.total) if result.total is not None else None,
        "changes": [
            {
                "item": change.item,
                "before": review.exact(change.before),
                "after": review.exact(change.after),
                "reason": change.reason,
            }
            for change in changes
        ],
        "reasons": {change.item: change.reason for change in changes if change.reason},
        "consensus": consensus.stored({result.ref: list(talks)}),
    }


def _result(
    desk: Desk, one: Reviewed, kept: ReviewResult | None, talks: Sequence[Consensus] | None
) -> SiteResult:
    if kept is None or one.score is None:
        document = Fraction(kept.total) if kept else None
        return SiteResult(one, document, {}, None, None)
    before = {number: Fraction(item["mean"]) for number, item in kept.items.items()}
    after = {number: item.mean for number, item in one.score.items.items()}
    reasons = _reasons(desk, one, before, talks or ())
    weights = desk.policy(one.applicant.edition).scoring.weights.value
    parts = {review.DOCUMENT: Fraction(kept.total), review.SITE: one.score.total}
    outside = outside_scores(desk, one.applicant.edition)
    parts |= {name: scores[one.ref] for name, scores in outside.items() if one.ref in scores}
    total = weigh(parts, weights) if parts.keys() >= weights.keys() else None
    return SiteResult(one, Fraction(kept.total), before, reconcile(before, after, reasons), total)


def _reasons(
    desk: Desk, one: Reviewed, before: Mapping[str, Fraction], talks: Sequence[Consensus]
) -> dict[str, str]:
    """Why each item moved: what the sheets and the talks say, or that the move is below a step."""
    assert one.score is not None
    criteria = desk.criteria(one.applicant.edition)
    step = desk.policy(one.applicant.edition).scoring.percent_step.value
    minutes = {talk.item: talk.minute for talk in talks}
    reasons = {}
    for number, item in one.score.items.items():
        said = [str(sheet.items[number].get("reason", "")).strip() for sheet in one.sheets]
        said += [f"合议：{minutes[number]}"] if number in minutes else []
        kept = "；".join(dict.fromkeys(" ".join(text.split()) for text in said if text))
        moved = abs(item.mean - before.get(number, item.mean)) * 100
        is_small = moved < step * criteria.item(number).points
        reasons[number] = kept or (SMALL_CHANGE if is_small else "")
    return reasons
