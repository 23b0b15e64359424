"""Prefect's database on SQLite: writers wait in line, and nobody waits for a thread in vain."""

import asyncio
import sqlite3
from pathlib import Path
from threading import get_ident
from types import SimpleNamespace
from typing import Any

import aiosqlite
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from deployments.embedded.sqlite import LockingSqlite, ask_at_once


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kind: Any = aiosqlite.Connection
    monkeypatch.setattr(kind, "_execute", kind._execute)  # put back afterwards
    ask_at_once()


@pytest.fixture
def config(tmp_path: Path) -> LockingSqlite:
    with sqlite3.connect(tmp_path / "prefect.db") as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE note (thread INTEGER)")
    return LockingSqlite(f"sqlite+aiosqlite:///{tmp_path}/prefect.db")


def test_who_comes_first_writes_first(config: LockingSqlite) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        session = await config.session(await config.engine())
        async with session, config.begin_transaction(session):
            order.append(number)
            await asyncio.sleep(0.01)
            order.append(number)

    async def run() -> None:
        await asyncio.gather(*map(write, range(8)))
        await (await config.engine()).dispose()

    asyncio.run(run())

    assert order == sorted(2 * list(range(8)))


@pytest.mark.usefixtures("at_once")
def test_statements_of_a_transaction_need_no_thread(config: LockingSqlite) -> None:
    async def write() -> tuple[int, int, int]:
        engine = await config.engine()
        _tell_threads(engine)
        session = await config.session(engine)
        async with session, config.begin_transaction(session):
            inside = await _note(session)
        async with session:
            outside = await _note(session)
        async with session:
            read = await session.scalar(sa.text("SELECT thread()"))
        await engine.dispose()
        return inside, outside, read

    inside, outside, read = asyncio.run(write())

    assert (inside, read) == (get_ident(), get_ident())
    assert outside != get_ident(), "a write that asks for the lock may have to wait"


@pytest.mark.usefixtures("at_once")
def test_the_end_of_a_request_that_wrote_nothing_needs_no_thread(config: LockingSqlite) -> None:
    async def read() -> int:
        engine = await config.engine()
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await connection.execute(sa.text("SELECT 1"))
            queue, handed_over = driver._tx, list[object]()

            def hand_over(work: object) -> None:
                handed_over.append(work)
                queue.put_nowait(work)

            driver._tx = SimpleNamespace(put_nowait=hand_over)
            await connection.rollback()
            driver._tx = queue
        await engine.dispose()
        return len(handed_over)

    assert asyncio.run(read()) == 0


@pytest.mark.usefixtures("at_once")
def test_who_waits_for_another_program_keeps_nobody_else_waiting(
    config: LockingSqlite, tmp_path: Path
) -> None:
    async def write() -> int:
        session = await config.session(await config.engine())
        async with session, config.begin_transaction(session):
            return await _note(session)

    async def run() -> tuple[Any, bool]:
        _tell_threads(await config.engine())
        other = sqlite3.connect(tmp_path / "prefect.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(write())
        session = await config.session(await config.engine())
        async with session:
            notes = await session.scalar(sa.text("SELECT count(*) FROM note"))
        await asyncio.sleep(0.05)
        seen = notes, writing.done()
        other.execute("ROLLBACK")
        other.close()
        await writing
        await (await config.engine()).dispose()
        return seen

    assert asyncio.run(run()) == (0, False)


@pytest.mark.usefixtures("at_once")
def test_an_error_of_a_statement_is_the_caller_s(config: LockingSqlite) -> None:
    async def run() -> None:
        session = await config.session(await config.engine())
        async with session, config.begin_transaction(session):
            with pytest.raises(OperationalError, match="no such table"):
                await session.execute(sa.text("INSERT INTO nowhere VALUES (1)"))
        await (await config.engine()).dispose()

    asyncio.run(run())


def _tell_threads(engine: Any) -> None:
    """SQL's ``thread()`` is the thread that the statement runs in."""

    @sa.event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.create_function("thread", 0, get_ident)


async def _note(session: Any) -> int:
    await session.execute(sa.text("INSERT INTO note VALUES (thread())"))
    return int(await session.scalar(sa.text("SELECT thread FROM note ORDER BY rowid DESC")))
