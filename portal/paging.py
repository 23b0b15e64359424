"""Long lists a page at a time, so that no page grows with the number of applicants."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from portal.visit import Visit

SIZE = 100
_DIGITS = 6
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One page of a list; ``former`` and ``next`` are addresses, "" where there is none."""

    rows: Sequence[Row]
    first: int
    total: int
    former: str
    next: str

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def number_of(visit: Visit) -> int:
    """Which page is asked for; whatever is no number is the first."""
    asked = visit.asked("page")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= _DIGITS
    return max(int(asked), 1) if is_number else 1


def part_of(visit: Visit, rows: Sequence[Row], *, total: int | None = None) -> Part[Row]:
    """The page of these rows that is asked for; with ``total`` the rows are that page already."""
    number = number_of(visit)
    count = len(rows) if total is None else total
    begin = (number - 1) * SIZE
    own = rows[begin : begin + SIZE] if total is None else rows
    more = begin + SIZE < count
    return Part(
        rows=own,
        first=begin + 1,
        total=count,
        former=_at(visit, number - 1) if number > 1 else "",
        next=_at(visit, number + 1) if more else "",
    )


def _at(visit: Visit, number: int) -> str:
    """The same page with the same filters."""
    query = {**visit.request.query_params, "page": str(number)}
    return f"{visit.request.url.path}?{urlencode(query)}"
