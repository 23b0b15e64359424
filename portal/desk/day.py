"""今日: what waits for me, what is overdue, what is due this week, what failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select
from starlette.responses import Response

from actions.owed import Owed
from actions.people.who import Who
from actions.reminding.duties import duties_in_edition
from actions.upkeep.known import known_findings
from documents.papers.wording import edition_text
from models.edition import Edition, EditionState
from models.gate import Gate, open_gates
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk

_WEEK = timedelta(days=7)
_OVER = (EditionState.CANCELLED,)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with one button."""

    edition: str
    say: str
    at: datetime | None
    path: str
    button: str


def show_day(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        owed = list(_owed(desk))
        now = desk.at
        return show(
            visit,
            "desk/today.html",
            findings=[one for one in known_findings(desk) if not one.ok],
            mine=[
                _decision(gate) for gate in open_gates(desk.session) if _is_mine(gate, visit.who)
            ],
            others=[gate for gate in open_gates(desk.session) if not _is_mine(gate, visit.who)],
            overdue=[line for line in owed if line.at and line.at <= now],
            due=[line for line in owed if line.at and now < line.at <= now + _WEEK],
        )


def _is_mine(gate: Gate, who: Who) -> bool:
    return gate.role in who.roles


def _decision(gate: Gate) -> Line:
    path = f"/desk/decide/{gate.key}"
    return Line("", gate.title, gate.asked_at, path, "去决定")


def _owed(desk: Desk) -> Iterator[Line]:
    """Everything anybody owes in the editions under way, the earliest first."""
    query = select(Edition.number).where(col(Edition.state).not_in(_OVER))
    for number in desk.session.exec(query.order_by(col(Edition.number))):
        found = [one for part in duties_in_edition(desk, number) for one in part.owed]
        for one in sorted(found, key=lambda owed: owed.due_at):
            yield _line(number, one)


def _line(number: int, one: Owed) -> Line:
    path = f"/desk/edition/{number}#owed"
    return Line(edition_text(number), f"{one.name}：{one.matter}", one.due_at, path, "看进度")
