"""How many requests a decision costs, each with its purpose: a new one is noticed here."""

from collections.abc import Iterator

import pytest

from benchmarks.peers.calls import PURPOSES
from benchmarks.peers.program import Running
from benchmarks.transitions import OURS

WORKER = {
    "POST /api/work_pools/zhijiang/get_scheduled_flow_runs",  # woken or by the clock
    "GET /api/flow_run_states/",  # when taking a run was slow
    "GET /api/flows/ID",  # once a flow
    "GET /api/deployments/ID",  # once in ten minutes
    "GET /api/health",  # a spare child, when it likes
    "GET /api/admin/storage",  # with its heartbeat
    "POST /api/work_pools/zhijiang/workers/filter",  # with its heartbeat
    "POST /api/flows/filter",  # once in ten minutes
    "POST /api/deployments/filter",  # likewise
    "GET /api/deployments/name/STAGE",  # until it has asked for those
}
SHARED = {"POST /api/flow_runs/filter"}  # by the clock; and by the worker with its heartbeat

pytestmark = [pytest.mark.flow, pytest.mark.slow]


@pytest.fixture(scope="module")
def system() -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BENCHMARK_LOG_LEVEL", "info")
        with Running(OURS) as system:
            yield system


def _without_worker(calls: dict[str, int]) -> dict[str, int]:
    assert set(calls) <= set(PURPOSES)
    return {kind: times for kind, times in calls.items() if kind not in WORKER}


def test_a_decision_and_the_next_stage_waiting_cost_eleven_requests(system: Running) -> None:
    system.bring(1)
    system.hop()  # the chair confirms, the call is drafted
    system.calls()

    system.hop()  # the call is signed, the intake opens and waits

    asked = _without_worker(system.calls())
    assert {kind: times for kind, times in asked.items() if kind not in SHARED} == {
        "POST /api/flow_runs/ID/resume": 1,
        "POST /api/flow_runs/ID/set_state": 6,
        "POST /api/events": 2,
        "POST /api/deployments/ID/create_flow_run": 1,
        "POST /api/artifacts/": 1,
    }


def test_a_tick_asks_no_more_for_five_editions_than_for_one(system: Running) -> None:
    asked = []
    for more in (1, 4):
        system.bring(more)
        system.tick()
        system.calls()
        system.tick()
        asked.append(_without_worker(system.calls()))

    one, five = asked
    assert all(times <= one.get(kind, 0) + (kind in SHARED) for kind, times in five.items())
