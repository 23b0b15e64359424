"""How a reviewer did in a year (article 9(7)): facts for a person to sign, and no verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SheetDone:
    """One sheet asked for: when it was due and when it came, None while it has not."""

    due_at: datetime | None
    handed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One item that the panel talked about: the reviewer's percent, and the agreed one."""

    own: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Counts of one reviewer; `distance` is the mean distance from what panels agreed on.

    `distance` is in percentage points, None when no item was ever talked about.
    """

    reviewer: str
    expected: int
    handed_in: int
    late: int
    talks: int
    distance: Fraction | None
    declared: int
    undeclared: int
    breaches: int


def assess_reviewer(
    reviewer: str,
    sheets: Sequence[SheetDone],
    talks: Sequence[Talk],
    *,
    declared: int,
    undeclared: int,
    breaches: int,
) -> Assessment:
    """Timeliness, completeness, agreement and conflicts, counted."""
    done = [one for one in sheets if one.handed_in_at is not None]
    distances = [abs(one.own - one.agreed) for one in talks]
    return Assessment(
        reviewer=reviewer,
        expected=len(sheets),
        handed_in=len(done),
        late=sum(
            1 for x in done if x.due_at and x.handed_in_at and x.handed_in_at > x.due_at
        ),
        talks=len(talks),
        distance=Fraction(sum(distances), len(distances)) if distances else None,
        declared=declared,
        undeclared=undeclared,
        breaches=breaches,
    )  # fmt: skip
