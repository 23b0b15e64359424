"""The way of an edition as bars: planned above, actual below, and today's line.

Each stage is a small picture of its own that takes the width there is, with its words outside, so
that it can be read on a telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.edition.overview import Leg

WIDE = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """From where to where, of ``WIDE``."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A stage with its bars."""

    leg: Leg
    planned: Bar | None
    actual: Bar | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows between two days; ``today`` is where its line stands, None when out of sight."""

    first: date
    last: date
    today: int | None
    rows: tuple[Row, ...]


def timeline_of(legs: Sequence[Leg], today: date) -> Timeline | None:
    """None when no stage has a day."""
    days = [day for leg in legs for day in _days(leg)]
    if not days:
        return None
    is_under_way = any(leg.begun and not leg.ended for leg in legs)
    first, last = min(days), max([*days, *([today] if is_under_way else [])])
    span = max((last - first).days, 1)

    def bar(begin: date, end: date) -> Bar:
        x = round((begin - first).days * WIDE / span)
        return Bar(min(x, WIDE - 4), max(round((end - begin).days * WIDE / span), 4))

    rows = tuple(
        Row(
            leg,
            bar(leg.planned.begins, leg.planned.due) if leg.planned else None,
            bar(leg.begun, leg.ended or max(today, leg.begun)) if leg.begun else None,
        )
        for leg in legs
    )
    line = round((today - first).days * WIDE / span) if first <= today <= last else None
    return Timeline(first, last, line, rows)


def _days(leg: Leg) -> list[date]:
    planned = [leg.planned.begins, leg.planned.due] if leg.planned else []
    return [*planned, *(day for day in (leg.begun, leg.ended) if day)]
