"""Prefect's database on SQLite: writers wait in line."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from deployments.engine.seams.sqlite import LockingSqlite


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
