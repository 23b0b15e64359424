"""What a poll leaves to do is done later and once; everything else at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from docket.execution import Execution
from prefect.server.models.deployments import mark_deployments_ready

from deployments.embedded.docket import PatientDocket

NOBODY: dict[str, Any] = {"work_queue_ids": []}


async def other() -> None:
    """Anything else that the server leaves for later."""


def _in_docket(work: Callable[[PatientDocket, list[float]], Awaitable[None]]) -> list[Execution]:
    """What is to be done after ``work``, which may turn the clock."""

    async def run() -> list[Execution]:
        at = [100.0]
        name = f"test-{uuid4()}"
        async with PatientDocket(name, url="memory://", now=lambda: at[0]) as docket:
            await work(docket, at)
            return list((await docket.snapshot()).future)

    return asyncio.run(run())


def test_a_mark_is_made_once_and_not_at_once() -> None:
    async def poll(docket: PatientDocket, at: list[float]) -> None:
        for seconds in (0, 1, 1):
            at[0] += seconds
            await docket.add(mark_deployments_ready, key="pool")(**NOBODY)

    began = datetime.now(UTC)
    (mark,) = _in_docket(poll)

    assert mark.function is mark_deployments_ready
    assert mark.when >= began + timedelta(seconds=3)


def test_after_it_another_one_is_made() -> None:
    async def poll(docket: PatientDocket, at: list[float]) -> None:
        await docket.add(mark_deployments_ready, key="one")(**NOBODY)
        await docket.add(mark_deployments_ready, key="other")(**NOBODY)
        await docket.cancel("one")
        at[0] += 3
        await docket.add(mark_deployments_ready, key="one")(**NOBODY)

    assert sorted(one.key for one in _in_docket(poll)) == ["one", "other"]


def test_anything_else_is_done_when_it_was_said() -> None:
    due = datetime.now(UTC) + timedelta(hours=1)

    async def leave(docket: PatientDocket, _: list[float]) -> None:
        await docket.add(other, due, key="later")()

    (found,) = _in_docket(leave)

    assert (found.function, found.when) == (other, due)
