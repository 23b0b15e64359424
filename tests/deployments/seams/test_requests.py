"""Requests to Prefect's server count against its limit, open streams do not."""

import asyncio
from typing import Any

import pytest
from prefect.server.api import server

from deployments.seams.requests import count_requests_only


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Of one at a time."""
    monkeypatch.setattr(server, "RequestLimitMiddleware", server.RequestLimitMiddleware)
    count_requests_only()
    return lambda app: server.RequestLimitMiddleware(app, limit=1)


@pytest.mark.parametrize(("kind", "at_once"), [("http", 1), ("websocket", 3)])
def test_only_requests_wait_for_each_other(limit: Any, kind: str, at_once: int) -> None:
    under_way, most = 0, 0

    async def answer(*_: object) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1

    async def ask() -> None:
        limited = limit(answer)
        await asyncio.gather(*(limited({"type": kind}, None, None) for _ in range(3)))

    asyncio.run(ask())

    assert most == at_once


def test_prefect_s_server_on_sqlite_has_that_limit(limit: Any) -> None:
    del limit  # is in place

    app: Any = server.create_app(ephemeral=True, ignore_cache=True)

    layers = [layer.cls for layer in app.user_middleware]
    assert server.RequestLimitMiddleware in layers
