"""What happens to every request before and after Prefect's own function for it: less, here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette._utils import get_route_path
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

_WITH_BODY = {"POST", "PUT", "PATCH"}


def hurry_requests() -> None:
    """Before the application is made; see ``thin_out_layers`` for what comes after."""
    count_requests_only()
    find_what_is_needed_at_once()
    look_into_one_router()


def count_requests_only() -> None:
    """Prefect answers a hundred requests at a time on SQLite; here event streams do not count.

    A stream is open as long as its run. With a hundred of them the runs' requests waited for each
    other's streams to end, until all gave up after seven minutes.
    """
    from prefect.server.api import server

    class RequestLimit(server.RequestLimitMiddleware):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            answer = super().__call__ if scope["type"] == "http" else self.app
            await answer(scope, receive, send)

    server.RequestLimitMiddleware = RequestLimit  # type: ignore[misc]


def find_what_is_needed_at_once() -> None:
    """What a request needs (its database, its docket) is looked up where it is, not in a thread.

    FastAPI gives every function that is not a coroutine to another thread, several a request; those
    of Prefect's server look something up and never wait.
    """
    from fastapi.dependencies import utils

    theirs: Any = utils

    async def call(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        return function(*args, **options)

    theirs.run_in_threadpool = call


def look_into_one_router() -> None:
    """FastAPI holds a path against all routes; those of a router with another beginning are left.

    Prefect has three hundred, in forty routers.
    """
    from fastapi import routing

    kind: Any = routing._IncludedRouter  # noqa: SLF001 - it is made anew where routers are included
    look = kind.matches

    def matches(self: Any, scope: "Scope") -> tuple[Match, "Scope"]:
        beginning = self.include_context.prefix + self.original_router.prefix
        if not get_route_path(scope).startswith(beginning):
            return Match.NONE, {}
        found: tuple[Match, Scope] = look(self, scope)
        return found

    kind.matches = matches


class JsonByDefault:
    """A body without a content type is JSON, as from Prefect's clients before 3.6.19."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] == "http" and scope["method"] in _WITH_BODY:
            headers = Headers(scope=scope)
            if "content-type" not in headers and int(headers.get("content-length", "0")) > 0:
                MutableHeaders(scope=scope)["content-type"] = "application/json"
        await self.app(scope, receive, send)


def thin_out_layers(app: "FastAPI") -> None:
    """What is around every request: less of it.

    Prefect's own middleware for a missing content type hands each request from task to task, and on
    loopback nothing gets faster by being compressed.
    """
    layers: list[Any] = app.api_app.user_middleware  # type: ignore[attr-defined]
    layers[:] = [layer for layer in layers if layer.cls is not GZipMiddleware]
    for layer in layers:
        dispatch = layer.kwargs.get("dispatch")
        if layer.cls is BaseHTTPMiddleware and dispatch.__name__ == "default_content_type":
            layer.cls, layer.kwargs = JsonByDefault, {}
