"""申报: until when, what is asked for, the blank form, and registering by credit code."""

from http import HTTPStatus

from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from actions.entry.packages import years_of
from actions.handed_in import applying
from actions.people import codes
from documents.forms.application import blank_application
from notifications.outbox import is_address
from portal.applicants.sending import as_workbook
from portal.door.cookies import set_browser
from portal.door.letter import send_code
from portal.looks import show
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import glance_at_desk, open_desk


def apply(visit: Visit) -> Response:
    if not visit.is_posted:
        return _show(visit, [])
    address = visit.text("address")
    if not is_address(address):
        return _show(visit, ["请填写完整的电子邮箱，如 name@example.cn。"])
    response = RedirectResponse("/login/code?to=/applicant", HTTPStatus.SEE_OTHER)
    browser = set_browser(visit.request, response)
    try:
        with open_desk() as desk:
            applying.register(desk, visit.text("uscc"), visit.text("name"), address)
            code = codes.ask(desk, address, browser)
    except Refusal as refused:
        return _show(visit, [str(refused)])
    if code is not None:
        response.background = BackgroundTask(send_code, address, code)
    return response


def blank(_visit: Visit) -> Response:
    """The blank form of the intake that is open."""
    with glance_at_desk() as desk:
        attempt = applying.open_intake_of(desk)
        if attempt is None:
            raise LookupError("intake")
        years = years_of(desk, attempt.edition)
    return as_workbook(blank_application(years), applying.FORM_NAME)


def _show(visit: Visit, problems: list[str]) -> Response:
    with glance_at_desk() as desk:
        attempt = applying.open_intake_of(desk)
        policy = desk.policy(attempt.edition) if attempt else None
        return show(
            visit,
            "applicants/apply.html",
            status=422 if problems else 200,
            problems=problems,
            title=desk.edition(attempt.edition).title if attempt else "",
            closes_at=applying.closes_at(desk, attempt) if attempt else None,
            materials=policy.materials.required.value if policy and policy.materials else (),
            conditions=policy.eligibility.conditions if policy else (),
        )
