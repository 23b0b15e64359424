"""Prefect's own database on SQLite: one writer after the other."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from prefect.server.database.configurations import AioSqliteConfiguration

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction


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
