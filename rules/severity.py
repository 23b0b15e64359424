"""Strict and mild reviewers: a warning beside the raw scores, never applied to them.

A reviewer is compared only with those who scored the same applicants, because a mean over
different applicants cannot tell a strict reviewer from a weak group. Panels of three to five have
little overlap, so this is something to talk about and not something to calculate with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.ranking import display
from rules.scoring import sheet_hundredths
from rules.sheet import FULL, Sheet


@dataclass(frozen=True, slots=True)
class Severity:
    """How far a reviewer lies from the others on the same applicants.

    `deviation` is the mean of (own total − mean of the others' totals) in points, positive when
    milder; `applicants` how many it rests on; `sentence` "" while it is within the limit.
    """

    reviewer: str
    deviation: Fraction
    applicants: int
    sentence: str = ""


def severities(
    sheets: Mapping[str, Sequence[Sheet]], points: Mapping[str, int], *, limit: Fraction
) -> tuple[Severity, ...]:
    """Each reviewer's deviation; `sheets` by applicant, `limit` in points.

    Reviewers who never scored beside another are left out: nothing can be said about them.
    """
    deviations: dict[str, list[Fraction]] = {}
    for beside in sheets.values():
        totals = {s.reviewer: Fraction(sheet_hundredths(s, points), FULL) for s in beside}
        for reviewer, own in totals.items() if len(totals) > 1 else ():
            others = (sum(totals.values()) - own) / (len(totals) - 1)
            deviations.setdefault(reviewer, []).append(own - others)
    return tuple(_severity(r, found, limit) for r, found in sorted(deviations.items()))


def _severity(reviewer: str, found: Sequence[Fraction], limit: Fraction) -> Severity:
    mean = sum(found, Fraction(0)) / len(found)
    sentence = ""
    if abs(mean) > limit:
        word = "高" if mean > 0 else "低"
        sentence = (
            f"{reviewer}在 {len(found)} 个申报单位上的总分平均比同组其他评审员{word} "
            f"{display(abs(mean))} 分，供合议时参考，不调整原始评分。"
        )
    return Severity(reviewer, mean, len(found), sentence)
