"""Requests to Prefect's server count against its limit, open streams do not."""

import asyncio
import contextlib
from typing import Any

import pytest
import websockets
from prefect.client.orchestration import get_client
from prefect.server.api import server

from deployments.engine.seams.requests import count_requests_only
from tests.embedded_fixture import Office


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


@pytest.mark.flow
@pytest.mark.slow
def test_more_event_streams_than_requests_at_a_time_stop_nobody(office: Office) -> None:
    async def listen() -> None:
        url = office.server.api_url.replace("http", "ws", 1) + "/events/in"
        prefect = websockets.Subprotocol("prefect")
        async with contextlib.AsyncExitStack() as stack, get_client() as client:
            for _ in range(120):
                await stack.enter_async_context(websockets.connect(url, subprotocols=[prefect]))
            async with asyncio.timeout(10):
                assert await client.api_healthcheck() is None

    asyncio.run(listen())
