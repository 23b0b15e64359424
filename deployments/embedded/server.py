"""Prefect's server for SQLite: a transaction that will write says so when it begins.

Prefect begins its transactions with a read; when another one writes in between, SQLite refuses the
write at once, the server answers 503, and the client sleeps two seconds and more before it tries
again (PrefectHQ/prefect #18934). Thirty runs created at one time never came to an end here. A
transaction that takes the lock first waits its turn, some milliseconds.

Started as ``uvicorn --factory deployments.embedded.server:create_app``. Not for PostgreSQL, which
has no such trouble and is served by ``prefect server start``.
"""

import asyncio
import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from prefect.server.database import dependencies
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL

from deployments.embedded.docket import work_patiently
from deployments.embedded.savings import save_work

if TYPE_CHECKING:
    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

_SELDOM = 20_000


class LockingSqlite(AioSqliteConfiguration):
    """SQLite with ``BEGIN IMMEDIATE`` for every transaction, one after the other.

    Where two want SQLite's lock, the second one sleeps for longer and longer and looks again, and
    whoever comes meanwhile goes first. All that write are tasks of one process, so they can wait in
    line for each other, and the next one begins as soon as the one before has ended.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]
        self._lines = WeakKeyDictionary()

    @asynccontextmanager
    async def begin_transaction(
        self,
        session: "AsyncSession",
        with_for_update: bool = False,  # noqa: ARG002 - Prefect's signature
    ) -> "AsyncGenerator[AsyncSessionTransaction, None]":
        line = self._lines.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        async with line, super().begin_transaction(session, with_for_update=True) as transaction:
            yield transaction


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


def create_app() -> "FastAPI":
    """Prefect's application, on the SQLite file that its settings name."""
    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    assert url.startswith("sqlite"), "the embedded server is for SQLite"
    dependencies.set_database_config(LockingSqlite(url))
    from prefect.server.api.server import create_app as create_prefect_app

    save_work()
    work_patiently()
    count_requests_only()
    app = create_prefect_app()
    gc.freeze()  # the objects of the code are not searched for garbage again
    gc.set_threshold(_SELDOM)  # the search for it took one part in thirty of the server's time
    return app
