"""My reviews: what to declare, whom to judge, how far each sheet is."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select
from starlette.responses import Response

from actions.review.own_sheets import Seated, reviewer_at, seat_in, seated_in
from actions.review.review import TITLES
from models.edition import Edition
from models.people import Reviewer
from models.review import ScoreSheet, SheetState
from models.sheet_draft import SheetDraft, find_draft
from portal.looks import show
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk


@dataclass(frozen=True, slots=True)
class Row:
    """One applicant in the table: where the sheet stands, and when the visit is."""

    ref: str
    name: str
    state: str
    tone: str
    at: object
    visit: object


def my_reviews(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        member = reviewer_of(desk, visit)
        numbers = desk.session.exec(select(Edition.number).order_by(col(Edition.number).desc()))
        seats = [seat for number in numbers for seat in seated_in(desk, number, member)]
        rows = [(seat, list(_rows(desk, visit, seat))) for seat in seats]
        return show(visit, "reviewers/reviews.html", member=member, seats=rows, titles=TITLES)


def reviewer_of(desk: Desk, visit: Visit) -> Reviewer:
    """The visitor as a reviewer; what is not theirs is not there."""
    found = reviewer_at(desk, visit.who.address)
    if found is None:
        raise LookupError(visit.who.address)
    return found


def own_seat(desk: Desk, visit: Visit) -> Seated:
    """The visitor's seat in the review that the path names."""
    edition, stage = visit.number("edition"), visit.part("stage")
    return seat_in(desk, edition, stage, reviewer_of(desk, visit))


def draft_key(seat: Seated, ref: str) -> str:
    return f"{seat.attempt.key}/{ref}/sheet"


def _rows(desk: Desk, visit: Visit, seat: Seated) -> Iterator[Row]:
    for one in seat.readable:
        draft = find_draft(desk.session, visit.who.address, draft_key(seat, one.ref))
        sheet = seat.sheets.get(one.ref)
        state, tone = _state(sheet, draft)
        at = sheet.handed_in_at if sheet else None
        yield Row(one.ref, one.name, state, tone, at, seat.visits.get(one.ref))


def _state(sheet: ScoreSheet | None, draft: SheetDraft | None) -> tuple[str, str]:
    if sheet and sheet.state is SheetState.EXCLUDED:
        return "已回避，不计入", ""
    if sheet and sheet.state is SheetState.HANDED_IN:
        return "已提交", "good"
    if sheet and sheet.handed_in_at:
        return "退回重填", "bad"
    return ("已保存，尚未提交", "warn") if draft else ("还没有评", "")
