"""What charts of a review show: an applicant against the field, a reviewer against the panel.

Exact like the scores themselves; nothing here decides anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from rules.criteria import Criteria

FULL = 100


@dataclass(frozen=True, slots=True)
class Spread:
    """One reviewer's percentages: `bias` is the mean distance from the panel's mean, signed."""

    sheets: int
    lowest: int
    mean: Fraction
    highest: int
    bias: Fraction


def category_percents(criteria: Criteria, means: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Percent reached by category number, from points by item."""
    reached: dict[str, Fraction] = {}
    for item in criteria.items:
        reached[item.category] = reached.get(item.category, Fraction(0)) + means[item.number]
    return {one.number: reached[one.number] * FULL / one.points for one in criteria.categories}


def field_medians(field: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The median of every category over a field of at least one applicant."""
    return {key: Fraction(median([one[key] for one in field])) for key in field[0]}


def reviewer_spreads(
    applicants: Sequence[Sequence[Mapping[str, int]]],
) -> dict[str, Spread]:
    """By reviewer, from percents by reviewer for each item of each applicant."""
    given: dict[str, list[int]] = {}
    away: dict[str, list[Fraction]] = {}
    sheets: dict[str, int] = {}
    for items in applicants:
        for percents in items:
            mean = Fraction(sum(percents.values()), len(percents))
            for reviewer, percent in percents.items():
                given.setdefault(reviewer, []).append(percent)
                away.setdefault(reviewer, []).append(percent - mean)
        for reviewer in {name for percents in items for name in percents}:
            sheets[reviewer] = sheets.get(reviewer, 0) + 1
    return {
        reviewer: Spread(
            sheets=sheets[reviewer],
            lowest=min(values),
            mean=Fraction(sum(values), len(values)),
            highest=max(values),
            bias=sum(away[reviewer], Fraction(0)) / len(values),
        )
        for reviewer, values in sorted(given.items())
    }
