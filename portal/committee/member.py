"""A member's page: the seat, the meeting's papers, recusals, and opinions in writing (art. 20)."""

from starlette.responses import Response

from actions.handed_in.member_forms import asked_of, members_at, opinion_form
from models.deliberation import meeting_of
from models.edition import attempt_in_force
from models.outbox import letters_of
from models.people import CommitteeMember
from models.types import id_of
from portal.looks import show
from portal.partners.form import form_page
from portal.visit import Visit
from runtime.desk import Desk, glance_at_desk


def seats(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        found = [_seat(desk, one) for one in members_at(desk, visit.who.address)]
    return show(visit, "committee/seats.html", seats=found)


def opinions(visit: Visit) -> Response:
    """Every objection the member was asked about, on one form."""
    edition = visit.number("edition")
    with glance_at_desk() as desk:
        member = _member(desk, visit, edition)
        form = opinion_form(desk, member)
        if form is None:
            return show(visit, "committee/answered.html", asked=asked_of(desk, member))
    return form_page(visit, form, f"/committee/{edition}/opinions")


def _member(desk: Desk, visit: Visit, edition: int) -> CommitteeMember:
    for one in members_at(desk, visit.who.address):
        if one.edition == edition:
            return one
    raise LookupError(edition)


def _seat(desk: Desk, member: CommitteeMember) -> dict[str, object]:
    vote = attempt_in_force(desk.session, member.edition, "deliberation")
    asked, same = asked_of(desk, member), member.email.lower()
    return {
        "member": member,
        "meeting": meeting_of(desk.session, id_of(vote)) if vote else None,
        "asked": asked,
        "open": [one for _, one in asked if not one.opinion],
        "letters": [
            one
            for one in letters_of(desk.session, member.edition)
            if one.to_address.lower() == same and not one.review_id and one.attachments
        ],
    }
