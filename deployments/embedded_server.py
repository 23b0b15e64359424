"""Prefect's server as it is, with one header more: a client retries a lock soon.

On SQLite a request now and then meets another one's lock; the server answers 503, and Prefect's
client sleeps two seconds before it asks again. With ``Retry-After`` it sleeps as long as the lock
lasts. Started as ``uvicorn --factory deployments.embedded_server:create_app``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UNAVAILABLE = 503
_RETRY_AFTER = (b"retry-after", b"0.05")


def create_app() -> "ASGIApp":
    from prefect.server.api.server import create_app as create_prefect_app

    return retry_soon(create_prefect_app())


def retry_soon(app: "ASGIApp") -> "ASGIApp":
    """The same application, whose 503 says when to come again."""

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def send_with_header(message: "Message") -> None:
            is_start = message["type"] == "http.response.start"
            if is_start and message["status"] == _UNAVAILABLE:
                message = {**message, "headers": [*message["headers"], _RETRY_AFTER]}
            await send(message)

        await app(scope, receive, send_with_header)

    return answer
