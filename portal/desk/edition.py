"""本届: where an edition stands, who decides next, and who still owes what."""

from dataclasses import dataclass
from http import HTTPStatus

from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from actions.deciding.gates import spec_of
from actions.edition.overview import (
    Leg,
    counties_of,
    course_of,
    debts_of,
    funnel_of,
    newest_edition,
)
from actions.errors import UnknownSubject
from models.edition import Edition
from models.gate import Gate, gate_at, open_gates
from portal.desk.timeline import timeline_of
from portal.looks import show
from portal.paging import part_of
from portal.routing import Page
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk

_ROOT = "/desk/edition"


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides what next; ``path`` leads there when it is asked already."""

    title: str
    role: str
    path: str


def newest(below: str = "") -> Page:
    """To the same page of the newest edition: the entries of the navigation name no number."""

    def to_newest(visit: Visit) -> Response:
        with glance_at_desk() as desk:
            number = newest_edition(desk)
        if number is None:
            return show(visit, "desk/no_edition.html")
        return RedirectResponse(f"{_ROOT}/{number}{below}", HTTPStatus.SEE_OTHER)

    return to_newest


def show_edition(visit: Visit) -> Response:
    number = visit.number("number")
    with glance_at_desk() as desk:
        legs = course_of(desk, number)
        counties, before = counties_of(desk, number)
        return show(
            visit,
            "desk/edition.html",
            edition=desk.edition(number),
            others=others(desk, number),
            timeline=timeline_of(legs, desk.at.date()),
            legs=legs,
            deciders=_deciders(desk, number, legs),
            steps=funnel_of(desk, number),
            counties=counties,
            before=before,
            debts=part_of(visit, debts_of(desk, number)),
            now=desk.at,
        )


def others(desk: Desk, number: int) -> list[int]:
    """The other editions there are, for the line that leads to them."""
    query = select(Edition.number).where(Edition.number != number)
    return list(desk.session.exec(query.order_by(col(Edition.number).desc())))


def _deciders(desk: Desk, number: int, legs: tuple[Leg, ...]) -> list[Decider]:
    """What is asked already; else who will be asked in the stages that are under way."""
    asked = [gate for gate in open_gates(desk.session) if gate.edition == number]
    keys = {gate.key for gate in asked}
    ahead = [gate_at(leg.key) for leg in legs if leg.key and not leg.ended]
    return [
        *(_asked(gate) for gate in asked),
        *(found for key in ahead if key not in keys and (found := _next(desk, key))),
    ]


def _asked(gate: Gate) -> Decider:
    return Decider(gate.title, gate.role, f"/desk/decide/{gate.key}")


def _next(desk: Desk, key: str) -> Decider | None:
    try:
        spec = spec_of(desk, key)
    except UnknownSubject:
        return None
    return Decider(spec.title, spec.role, "")
