"""What is refused before anything is looked at: a foreign host, a foreign origin, a huge body.

Pure ASGI, so that an upload streams through it. The headers tell the browser to run our own
scripts alone, to be shown in no frame, and to keep nothing of a page behind a login.
"""

from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.passkeys import origin

_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PASSED_ON = "/prefect"  # has its own policy: Prefect's pages bring scripts of their own
MAX_BODY = 1_100_000_000


class Guard:
    """Around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if sentence := _refusal(scope):
            await PlainTextResponse(sentence, HTTPStatus.FORBIDDEN)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(scope["path"], MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _refusal(scope: Scope) -> str:
    """Why a request is refused; a name that was rebound to this machine is a foreign host."""
    headers, own = Headers(scope=scope), origin()
    if headers.get("host") != own.partition("://")[2]:
        return f"请用 {own} 打开。"
    if scope["method"] not in _SAFE and not _is_own(headers, own):
        return f"这个请求不是从 {own} 的页面发出的，没有办理。"
    if int(headers.get("content-length") or 0) > MAX_BODY:
        return "一次发送的内容超过1 GB，没有接收。"
    return ""


def _is_own(headers: Headers, own: str) -> bool:
    """Every browser of today says where a form was sent from."""
    return headers.get("origin") == own


def _add_headers(path: str, headers: MutableHeaders) -> None:
    if not path.startswith(_PASSED_ON):
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
    if not path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
