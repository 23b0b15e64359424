"""What the observer of discipline watches: draw, recusals, deadlines, decisions, counts, chain."""

from dataclasses import dataclass
from http import HTTPStatus

from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from actions.recused import recusals_of
from actions.upkeep.observing import NOTED, note
from models.audit import AuditEvent, events_of
from models.deliberation import Tally, meeting_of, tallies_of
from models.edition import Edition, StageAttempt, attempt_in_force
from models.gate import Decision, Gate
from models.panel import Panel, Seat, panels_of, seats_of
from models.people import Reviewer
from models.publicity import Objection
from models.types import id_of
from portal.looks import show
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk, open_desk

_DEADLINES = {"stage.deadline_moved", "late_permit.granted"}
_NEWEST = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """One panel with its seats as they are now, and what happened to each."""

    panel: Panel
    seats: tuple[tuple[Seat, str], ...]


def editions(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        found = list(desk.session.exec(select(Edition).order_by(col(Edition.number).desc())))
    return show(visit, "committee/editions.html", editions=found)


def watch(visit: Visit) -> Response:
    """GET shows all of it; POST adds the observer's own note to the chain."""
    number = visit.number("edition")
    if not visit.is_posted:
        return _shown(visit, number, "")
    try:
        with open_desk() as desk:
            note(desk, number, visit.text("words"), by=visit.who.name)
    except Refusal as refused:
        return _shown(visit, number, str(refused))
    return RedirectResponse(f"/observe/{number}#notes", HTTPStatus.SEE_OTHER)


def _shown(visit: Visit, number: int, problem: str) -> Response:
    with glance_at_desk() as desk:
        edition = desk.session.get(Edition, number)
        if edition is None:
            raise LookupError(number)
        events = events_of(desk.session, number)
        vote = attempt_in_force(desk.session, number, "deliberation")
        return show(
            visit, "committee/watch.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            problem=problem, edition=edition, panels=_panels(desk, number),
            recusals=recusals_of(desk, number), decisions=_decisions(desk, number),
            deadlines=[one for one in events if one.action in _DEADLINES],
            objections=_objections(desk, number), tallies=_tallies(desk, vote),
            meeting=meeting_of(desk.session, id_of(vote)) if vote else None,
            notes=[one for one in events if one.action == NOTED],
            events=events[: -_NEWEST - 1 : -1], length=len(events), head=_head(desk),
        )  # fmt: skip


def _panels(desk: Desk, edition: int) -> list[Drawn]:
    attempt = attempt_in_force(desk.session, edition, "panels")
    names = {one.id: one.name for one in desk.session.exec(select(Reviewer))}
    return [
        Drawn(panel, tuple((seat, names.get(seat.reviewer, "")) for seat in _seats(desk, panel)))
        for panel in (panels_of(desk.session, id_of(attempt)) if attempt else ())
    ]


def _seats(desk: Desk, panel: Panel) -> list[Seat]:
    return seats_of(desk.session, id_of(panel))


def _decisions(desk: Desk, edition: int) -> list[tuple[Gate, Decision]]:
    query = select(Gate, Decision).join(Decision).where(Gate.edition == edition)
    return list(desk.session.exec(query.order_by(col(Decision.id))))


def _objections(desk: Desk, edition: int) -> list[Objection]:
    query = select(Objection).join(StageAttempt).where(StageAttempt.edition == edition)
    return list(desk.session.exec(query.order_by(col(Objection.id))))


def _tallies(desk: Desk, vote: StageAttempt | None) -> list[Tally]:
    return tallies_of(desk.session, id_of(vote)) if vote else []


def _head(desk: Desk) -> str:
    newest = select(AuditEvent.sha256).order_by(col(AuditEvent.id).desc()).limit(1)
    return desk.session.exec(newest).first() or ""
