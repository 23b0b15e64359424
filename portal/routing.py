"""From a request to a page: login, permission, form, and what becomes of a refusal.

Pages run in threads, since they wait for the database; nothing here decides anything but who may.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from actions.errors import UnknownSubject
from actions.people import logins
from actions.people.who import Who, who_is
from actions.proving import ProofRefused
from portal.access import Permission, permissions, who_may
from portal.door.cookies import token_of
from portal.door.failures import count
from portal.looks import show
from portal.visit import NOBODY, Visit
from rules.errors import Refusal
from runtime.desk import glance_at_desk, open_desk
from runtime.errors import NoSuchEdition

Page = Callable[[Visit], Response]
Streamed = Callable[[Visit], Awaitable[Response]]
_METHODS = ("GET", "POST")
_ALL = [*_METHODS, "PUT", "PATCH", "DELETE", "OPTIONS"]
MAX_FILES, MAX_FIELDS, MAX_FIELD_BYTES = 1_000, 5_000, 1_000_000


def page(
    path: str, shown_by: Page, permission: str, *, methods: tuple[str, ...] = _METHODS
) -> Route:
    """A route to a page; ``permission`` is its row of the table."""
    row = permissions()[permission]

    async def endpoint(request: Request) -> Response:
        form = await _form(request)
        try:
            return await run_in_threadpool(_answer, request, form, row, shown_by)
        finally:
            await form.close()

    route = Route(path, endpoint, methods=list(methods), name=f"{permission} {path}")
    route.permission = row  # type: ignore[attr-defined]  # the test of the table reads it
    return route


def streamed(path: str, answered_by: Streamed, permission: str) -> Route:
    """A route of every method whose endpoint reads the request itself; access is as of `page`.

    What a page asks by itself every few seconds keeps no login alive: only an HTML page does.
    """
    row = permissions()[permission]

    async def endpoint(request: Request) -> Response:
        token = token_of(request)
        is_page = "text/html" in request.headers.get("accept", "")
        who = await run_in_threadpool(_who, token, is_noted=is_page)
        visit = Visit(request, who, token)
        if not row.allows(who):
            return await run_in_threadpool(_refused, visit, row)
        return await answered_by(visit)

    route = Route(path, endpoint, methods=_ALL, name=f"{permission} {path}")
    route.permission = row  # type: ignore[attr-defined]
    return route


async def _form(request: Request) -> FormData:
    if request.method != "POST":
        return FormData()
    return await request.form(
        max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES
    )


def _answer(request: Request, form: FormData, row: Permission, shown_by: Page) -> Response:
    token = token_of(request)
    visit = Visit(request, _who(token), token, form)
    if not row.allows(visit.who):
        return _refused(visit, row)
    try:
        return shown_by(visit)
    except ProofRefused as error:
        count(error.name)
        return _sorry(visit, HTTPStatus.UNPROCESSABLE_ENTITY, error)
    except (KeyError, IndexError):
        raise  # a fault of ours, though Python counts it among what was not found
    except (UnknownSubject, NoSuchEdition, LookupError) as error:
        return _sorry(visit, HTTPStatus.NOT_FOUND, error)
    except Refusal as error:
        return _sorry(visit, HTTPStatus.UNPROCESSABLE_ENTITY, error)


def _who(token: str, *, is_noted: bool = True) -> Who:
    if not token:
        return NOBODY
    with glance_at_desk() as desk:
        login = logins.find(desk, token)
        if login is None:
            return NOBODY
        who, is_to_note = who_is(desk, login), logins.is_to_note(login)
    if is_noted and is_to_note:
        with open_desk() as desk:
            logins.note_seen(desk, token)
    return who


def _refused(visit: Visit, row: Permission) -> Response:
    """To the login who is nobody yet, or has not shown a second factor; else who may instead."""
    if visit.who is NOBODY or visit.who.may_be:
        step = "/login/second" if visit.who.may_be else "/login"
        to = f"{step}?to={visit.request.url.path}" if not visit.is_posted else step
        return RedirectResponse(to, HTTPStatus.SEE_OTHER)
    return show(
        visit, "refused.html", status=HTTPStatus.FORBIDDEN, say=row.say, who_may=who_may(row.roles)
    )


def _sorry(visit: Visit, status: HTTPStatus, error: Exception) -> Response:
    sentence = str(error) if isinstance(error, Refusal) else "没有这个页面，或者它不属于您。"
    return show(visit, "sorry.html", status=status, sentence=sentence)


Handler = Callable[[Request, Exception], Awaitable[Response]]
