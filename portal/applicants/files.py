"""Files beside the draft: looked at when they come, replaced by the next of the same name."""

from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.handed_in import applying
from portal.applicants.draft import page_of
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import glance_at_desk, open_desk

_FACTS = ("kind", "trade_secret", "conditions", "note")


def add(visit: Visit) -> Response:
    number, me = visit.number("draft"), visit.who.address
    facts = {name: visit.text(name) for name in _FACTS}
    try:
        with open_desk() as desk:
            draft = applying.own_draft(desk, number, me, lock=True)
            for one in visit.files("file"):
                applying.add_file(desk, draft, one.file.read(), one.filename or "", facts, by=me)
    except Refusal as refused:
        with glance_at_desk() as desk:
            return page_of(desk, visit, applying.own_draft(desk, number, me), str(refused))
    return RedirectResponse(f"/applicant/draft/{number}", HTTPStatus.SEE_OTHER)


def drop(visit: Visit) -> Response:
    number, me = visit.number("draft"), visit.who.address
    with open_desk() as desk:
        draft = applying.own_draft(desk, number, me, lock=True)
        applying.drop_file(desk, draft, visit.text("name"), by=me)
    return RedirectResponse(f"/applicant/draft/{number}", HTTPStatus.SEE_OTHER)
