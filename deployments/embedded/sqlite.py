"""Prefect's own database on SQLite: one writer after the other, and few threads."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import aiosqlite
from prefect.server.database.configurations import AioSqliteConfiguration

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

_ANY_THREAD = "?check_same_thread=false"  # one at a time, as ever
_OF_STATEMENTS = {"execute", "executemany"}
_NEVER_WAIT = {"cursor", "fetchall", "fetchone", "close"}


class LockingSqlite(AioSqliteConfiguration):
    """SQLite with ``BEGIN IMMEDIATE`` for every transaction, one after the other.

    Where two want SQLite's lock, the second one sleeps for longer and longer and looks again, and
    whoever comes meanwhile goes first. All that write are tasks of one process, so they can wait in
    line for each other, and the next one begins as soon as the one before has ended.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url + _ANY_THREAD)
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


def ask_at_once() -> None:
    """What cannot wait for a lock is asked where it is, and not in the connection's thread.

    A statement is four calls, each of which was handed to a thread and back, longer than SQLite
    takes for it. What may wait stays there: to begin a transaction, to write without one, to
    commit (which now and then writes the database's file), and to open and close.
    """
    kind: Any = aiosqlite.Connection
    hand_over = kind._execute  # noqa: SLF001 - all of its calls go through this one

    async def execute(
        self: aiosqlite.Connection, function: Callable[..., Any], *args: Any, **options: Any
    ) -> Any:
        if _is_at_once(self, function, args):
            return function(*args, **options)
        return await hand_over(self, function, *args, **options)

    kind._execute = execute  # noqa: SLF001


def _is_at_once(connection: aiosqlite.Connection, function: Any, args: tuple[Any, ...]) -> bool:
    real, name = connection._connection, function.__name__  # noqa: SLF001
    if real is None or name not in _NEVER_WAIT | _OF_STATEMENTS | {"rollback"}:
        return False
    if name == "rollback":  # of nothing: the pool says so after each request
        return not real.in_transaction
    if name in _OF_STATEMENTS:
        return real.in_transaction or args[0].lstrip()[:6].upper() == "SELECT"
    return name == "cursor" or function.__self__ is not real  # to close it is to leave the file
