"""The application: every route with its row of `permissions.toml`, inside the guard."""

import logging
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from portal.applicants import routes as applicants
from portal.committee import routes as committee
from portal.desk import routes as desk
from portal.door import routes as door
from portal.door.guard import Guard
from portal.looks import FOLDER, show
from portal.partners import routes as partners
from portal.prefect import routes as prefect
from portal.prefect.upstream import connected
from portal.reviewers import routes as reviewers
from portal.visit import Visit
from runtime.keys import fresh

_SENTENCES = {
    HTTPStatus.NOT_FOUND: "没有这个页面，或者它不属于您。",
    HTTPStatus.METHOD_NOT_ALLOWED: "这个页面不能这样打开，请从首页进入。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "发送的内容太大，没有接收。",
}
_log = logging.getLogger(__name__)


def routes() -> list[BaseRoute]:
    """Every route but the files of the style sheet and scripts, which are everyone's."""
    return [
        *door.ROUTES,
        *applicants.ROUTES,
        *desk.ROUTES,
        *partners.ROUTES,
        *reviewers.ROUTES,
        *committee.ROUTES,
        *prefect.ROUTES,
    ]


def create_app() -> Guard:
    """Inside the guard with all of it: a page about a fault has the same headers."""
    static = Mount("/static", StaticFiles(directory=FOLDER / "static"))
    return Guard(
        Starlette(
            routes=[*routes(), static],
            lifespan=connected,
            exception_handlers={HTTPException: _on_http, Exception: _on_fault},
        )
    )


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "registered for it"
    sentence = _SENTENCES.get(HTTPStatus(error.status_code), "没有办成，请返回重试。")
    return show(Visit(request), "sorry.html", status=error.status_code, sentence=sentence)


async def _on_fault(request: Request, error: Exception) -> Response:
    """Never a traceback: a number under which the log has it."""
    number = fresh().hex()[:8]
    _log.error("fault %s at %s", number, request.url.path, exc_info=error)
    sentence = f"系统出了问题，已记录为 {number}。您填写的内容还在上一页，请稍后再试或告诉管理员。"
    return show(Visit(request), "sorry.html", status=500, sentence=sentence)
