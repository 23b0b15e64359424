"""申报: an organisation registers with its credit code; the address then logs in by mail."""

from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from actions.entry.packages import years_of
from actions.entry.registering import open_intake, register
from documents.forms.application import blank_application
from portal.door.login import ask_address
from portal.download import download
from portal.looks import show
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import glance_at_desk, open_desk


def register_organisation(visit: Visit) -> Response:
    if not visit.is_posted:
        return _page(visit)
    address = visit.text("address") or visit.who.address
    try:
        with open_desk() as desk:
            register(desk, uscc=visit.text("uscc"), name=visit.text("name"), address=address)
    except Refusal as refused:
        return _page(visit, problem=str(refused))
    if visit.who.address == address:
        return RedirectResponse("/apply", HTTPStatus.SEE_OTHER)
    return ask_address(visit)


def blank(visit: Visit) -> Response:
    number = visit.number("edition")
    with glance_at_desk() as desk:
        desk.edition(number)
        data = blank_application(years_of(desk, number))
    return download(data, f"第{number}届-申报表.xlsx")


def _page(visit: Visit, problem: str = "") -> Response:
    with glance_at_desk() as desk:
        attempt = open_intake(desk)
        asked = desk.policy(attempt.edition).materials if attempt else None
        return show(
            visit,
            "applicants/register.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            attempt=attempt,
            edition=desk.edition(attempt.edition) if attempt else None,
            asked=asked.required.value if asked else (),
            problem=problem,
        )
