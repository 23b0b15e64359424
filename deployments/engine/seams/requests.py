"""Prefect answers a hundred requests at a time on SQLite; here event streams do not count.

A stream is open as long as its run. With a hundred of them the runs' requests waited for each
other's streams to end, until all gave up after seven minutes. Prefect has no setting for it.
"""

from typing import Any


def count_requests_only() -> None:
    """Before the application is made."""
    from prefect.server.api import server

    class RequestLimit(server.RequestLimitMiddleware):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            answer = super().__call__ if scope["type"] == "http" else self.app
            await answer(scope, receive, send)

    server.RequestLimitMiddleware = RequestLimit  # type: ignore[misc]
