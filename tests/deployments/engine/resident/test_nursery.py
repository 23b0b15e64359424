"""A worker's hold on its children, with a real fork server; Prefect is not asked for that."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import uvloop
from prefect.client.schemas.objects import FlowRun
from prefect.logging import get_logger
from prefect.states import Pending

from deployments.engine.resident.nursery import Nursery
from deployments.engine.resident.preload import Source

ROOT = Path(__file__).parent.parent.parent.parent.parent
SOURCE = Source(str(ROOT), "tests/deployments/engine/sample_flows.py:ask")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESIDENT_PRELOAD", "")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")  # nobody is to be asked


def order() -> dict[str, Any]:
    run = FlowRun(id=uuid4(), flow_id=uuid4(), parameters={"file": "unwritten"}, state=Pending())
    return {
        "directory": SOURCE.directory, "entrypoint": SOURCE.entrypoint, "environment": {},
        "flow_run": run.model_dump(mode="json"), "related": {},
        "told": {"storage": {}, "names": {}, "patience": 0.0},
    }  # fmt: skip


async def dismiss_the_first_of_two() -> tuple[int, bool, int]:
    """Two children of one run; gives how the first ended, whether both did, and the other's end."""
    nursery = Nursery(lambda: get_logger("resident"))
    await nursery.know([SOURCE])
    same = order()
    try:
        first, second = await nursery.spawn(same), await nursery.spawn(same)
        first.dismiss()
        code = await asyncio.wait_for(first.ended, 30)
        is_over = second.ended.done()
        second.dismiss()
        return code, is_over, await asyncio.wait_for(second.ended, 30)
    finally:
        await nursery.close()


def test_a_child_that_is_not_needed_takes_no_other_one_of_its_run_with_it() -> None:
    assert asyncio.run(dismiss_the_first_of_two()) == (0, False, 0)


async def outlive_a_fork_server() -> int:
    """The first one is killed while it imports; gives how a child of the next one ends."""
    nursery = Nursery(lambda: get_logger("resident"))
    await nursery.begin()
    (listener,) = nursery._listeners
    (server,) = nursery._servers
    server.process.kill()
    await listener
    try:
        await nursery.know([SOURCE])
        child = await nursery.spawn(order())
        child.dismiss()
        return await asyncio.wait_for(child.ended, 30)
    finally:
        await nursery.close()


def test_a_fork_server_that_died_before_it_was_told_of_the_flows_is_replaced() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as worker:
        assert worker.run(outlive_a_fork_server()) == 0
