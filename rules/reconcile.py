"""The site score against the document score, item by item (article 18).

Every item that moved needs a reason on record; an item that was not scored on site is missing,
neither zero nor silently carried over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.scoring import Score


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that moved between the stages, in the unit of what was compared."""

    item: str
    before: Fraction
    after: Fraction
    reason: str = ""

    @property
    def difference(self) -> Fraction:
        """Site minus document."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What moved, in the order of the document score, and what still stands in the way."""

    changes: tuple[ItemChange, ...]
    unexplained: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every item was scored and every change has its reason."""
        return not self.unexplained and not self.missing

    @property
    def sentence(self) -> str:
        """What is still to be done, in Chinese; "" when nothing is."""
        parts = []
        if self.missing:
            parts.append(f"条款 {'、'.join(self.missing)} 没有现场评分。")
        if self.unexplained:
            parts.append(
                f"条款 {'、'.join(self.unexplained)} 的现场评分与资料评分不同，须逐项写明理由。"
            )
        return "".join(parts)


def reconcile(
    document: Mapping[str, Fraction | int],
    site: Mapping[str, Fraction | int],
    reasons: Mapping[str, str],
) -> Reconciliation:
    """Compare two scorings of one applicant, both by item and in the same unit.

    Percentages of one reviewer and points of a panel compare alike.
    """
    moved = [n for n in document if n in site and site[n] != document[n]]
    changes = tuple(
        ItemChange(n, Fraction(document[n]), Fraction(site[n]), reasons.get(n, "").strip())
        for n in moved
    )
    return Reconciliation(
        changes=changes,
        unexplained=tuple(change.item for change in changes if not change.reason),
        missing=tuple(number for number in document if number not in site),
    )


def reconcile_scores(document: Score, site: Score, reasons: Mapping[str, str]) -> Reconciliation:
    """Compare two panel scores of one applicant in points."""
    return reconcile(_means(document), _means(site), reasons)


def _means(score: Score) -> dict[str, Fraction]:
    return {number: item.mean for number, item in score.items.items()}
