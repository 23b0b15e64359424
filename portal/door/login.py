"""The login: an address, six digits by mail, and for people with roles a second factor."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from actions.errors import NotEntitled
from actions.people import codes, logins
from actions.people.codes import CodeRefused
from actions.people.who import is_known
from actions.proving import Given, prove
from notifications.outbox import is_address
from portal.door.cookies import browser_of, drop_token, set_browser, set_token
from portal.door.letter import send_code
from portal.looks import show
from portal.visit import Visit
from runtime.desk import glance_at_desk, open_desk

_SECOND = "/login/second"


def ask_address(visit: Visit) -> Response:
    """The address, for which digits are sent; what is said does not tell who is known."""
    if not visit.is_posted:
        return show(visit, "door/login.html", to=_own_path(visit.asked("to")), problem="")
    address = visit.text("address")
    to = _own_path(visit.text("to"))
    if not is_address(address):
        problem = "请填写完整的电子邮箱，如 name@example.cn。"
        return show(visit, "door/login.html", to=to, problem=problem, status=422)
    response = RedirectResponse(f"/login/code?to={to}", HTTPStatus.SEE_OTHER)
    browser = set_browser(visit.request, response)
    with open_desk() as desk:
        code = codes.ask(desk, address, browser)
        is_to_send = code is not None and is_known(desk, address)
    if code is not None and is_to_send:
        response.background = BackgroundTask(send_code, address, code)
    return response


def ask_code(visit: Visit) -> Response:
    """The digits; in another browser than the one that asked, the address too."""
    with glance_at_desk() as desk:
        asked = codes.address_of(desk, browser_of(visit.request))
    to = _own_path(visit.text("to") or visit.asked("to"))
    if not visit.is_posted:
        return show(visit, "door/code.html", address=asked, to=to, problem="")
    address = asked or visit.text("address")
    try:
        with open_desk() as desk:
            codes.spend(desk, address, visit.text("code"))
            token = logins.begin(desk, address)
    except CodeRefused as error:
        with open_desk() as desk:
            codes.count_try(desk, address)
        return show(visit, "door/code.html", address=asked, to=to, problem=str(error), status=422)
    response = RedirectResponse(to or "/", HTTPStatus.SEE_OTHER)
    set_token(response, token)
    return response


def ask_second(visit: Visit) -> Response:
    """Six digits of the authenticator; the login begins anew with a person's roles."""
    to = _own_path(visit.text("to") or visit.asked("to"))
    if not visit.who.may_be:
        return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    if not visit.is_posted:
        return show(visit, "door/second.html", to=to)
    name = visit.text("name") or visit.who.may_be[0]
    if name not in visit.who.may_be:
        raise NotEntitled("请选择您本人的姓名。")
    with open_desk() as desk:
        person = prove(desk, name, Given(visit.text("code")), {"login": name}).person
        token = logins.begin(desk, visit.who.address, person_id=person.id, name=person.name)
        logins.end(desk, visit.token)
    response = RedirectResponse(to or "/", HTTPStatus.SEE_OTHER)
    set_token(response, token)
    return response


def log_out(visit: Visit) -> Response:
    """This browser, or all of them; what a browser kept of our pages is dropped with it."""
    with open_desk() as desk:
        if visit.text("all"):
            logins.end_all(desk, visit.who.address, visit.who.person_id)
        logins.end(desk, visit.token)
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    drop_token(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _own_path(to: str) -> str:
    """A path of ours to go on to; whatever leads elsewhere is none."""
    parts = urlsplit(to)
    is_own = to.startswith("/") and not to.startswith(("//", "/\\")) and not parts.netloc
    return to if is_own else ""
