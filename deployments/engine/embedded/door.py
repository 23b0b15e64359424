"""What stands before Prefect's application: the names it is asked by, the bodies it reads.

Any page in a browser on this machine can send requests to loopback. By DNS rebinding its own name
leads here, and then it may read the answers; and without asking first it may post text, forms or
bytes of no type, which Prefect takes for JSON. Neither gets as far as Prefect.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = ("127.0.0.1", "localhost")
_UNSUPPORTED = 415
_WHY = "A request with a body must say Content-Type: application/json."
# Prefect's pages ask an analytics host, whatever its settings say; and nobody else frames them.
_PAGES = "connect-src 'self'; frame-ancestors 'none'"


def behind_door(app: "ASGIApp", office_url: str) -> "ASGIApp":
    """``app``, asked by the names of this machine or of the office's address, and in JSON only."""
    hosts: Sequence[str] = (*_LOOPBACK, urlsplit(office_url).hostname or _LOOPBACK[0])
    return TrustedHostMiddleware(Door(app), allowed_hosts=hosts, www_redirect=False)


class Door:
    """A body of any type but JSON, or of none, is refused unread; pages stay with this server."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _is_unreadable(Headers(scope=scope)):
            await JSONResponse({"detail": _WHY}, _UNSUPPORTED)(scope, receive, send)
        else:
            await self.app(scope, receive, _with_policy(send))


def _is_unreadable(headers: Headers) -> bool:
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return has_body and kind != "application/json"


def _with_policy(send: "Send") -> "Send":
    async def say(message: "Message") -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["content-security-policy"] = _PAGES
        await send(message)

    return say
