"""The leader's page: how far the reviewers of the panel lie apart, once all sheets are in."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from actions.review import review
from actions.review.review import TITLES, Reviewed
from portal.looks import show
from portal.reviewers.seats import own_seat
from portal.visit import Visit
from rules.criteria import Criteria
from rules.ranking import display
from runtime.desk import glance_at_desk

_LEFT, _WIDE, _ROW = 70, 400, 24  # of the strip chart, in its own units


@dataclass(frozen=True, slots=True)
class Strip:
    """One item: each reviewer's percentage as a dot and as a word."""

    number: str
    name: str
    percents: dict[str, int]
    spread: str
    mean: str
    is_wide: bool
    y: int
    dots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant whose sheets are all in."""

    ref: str
    name: str
    total: str
    strips: tuple[Strip, ...]

    @property
    def high(self) -> int:
        return len(self.strips) * _ROW + 30


def panel(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        seat = own_seat(desk, visit)
        if not seat.is_leader:
            raise LookupError(visit.part("stage"))
        number, criteria = seat.group.panel.number, desk.criteria(seat.attempt.edition)
        found = [
            one for one in review.reviewed(desk, seat.attempt) if one.group.panel.number == number
        ]
        limit = desk.policy(seat.attempt.edition).scoring.spread_limit.value
        return show(
            visit, "reviewers/panel.html", seat=seat, title=TITLES[seat.attempt.stage],
            applicants=[_applicant(one, criteria) for one in found if not one.missing],
            waiting=[one for one in found if one.missing], limit=limit,
            left=_LEFT, wide=_WIDE,
        )  # fmt: skip


def _applicant(one: Reviewed, criteria: Criteria) -> Applicant:
    assert one.score is not None, "all sheets are in"
    strips = tuple(_strips(one, criteria))
    return Applicant(one.ref, one.applicant.name, display(one.score.total, 2), strips)


def _strips(one: Reviewed, criteria: Criteria) -> Iterator[Strip]:
    assert one.score is not None, "all sheets are in"
    for place, (number, item) in enumerate(one.score.items.items()):
        percents = dict(item.percents)
        mean = item.mean * 100 / criteria.item(number).points
        yield Strip(
            number, criteria.item(number).name, percents, str(item.spread), display(mean, 1),
            number in one.score.consensus_needed, 30 + place * _ROW,
            tuple(_LEFT + percent * _WIDE // 100 for percent in percents.values()),
        )  # fmt: skip
