"""Runs of machines that are lost for good, whatever worker was on them."""

import time

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import PREFECT_WORKER_HEARTBEAT_SECONDS

from runtime.prefect_api import wake

_PAGE = 200  # as many as Prefect gives at once


def put_back_lost(pool: str) -> list[str]:
    """Schedule the runs of workers that are no longer heard of; gives the runs' names.

    Prefect's own workers write their names on a run when they start it, and nobody else ends what a
    lost machine ran. The resident workers look after that among themselves, and sooner.
    """
    with get_client(sync_client=True) as client:
        silent = _silent_workers(client, pool)
        if not silent or not _runs_of(client, pool, silent):
            return []
        # A server that has come back has heard of nobody for a while: they get time to report.
        time.sleep(PREFECT_WORKER_HEARTBEAT_SECONDS.value() + 1)
        lost = _runs_of(client, pool, silent & _silent_workers(client, pool))
    for run in lost:
        wake(str(run.id))
    return [run.name for run in lost]


def _runs_of(client: SyncPrefectClient, pool: str, workers: set[object]) -> list[FlowRun]:
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING]))
        ),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])),
        limit=_PAGE,
        sort=FlowRunSort.ID_DESC,
    )
    return [run for run in found if (run.labels or {}).get("prefect.worker.name") in workers]


def _silent_workers(client: SyncPrefectClient, pool: str) -> set[object]:
    """By name: one that came back under its name is heard of."""
    answer = client.request(
        "POST",
        "/work_pools/{work_pool_name}/workers/filter",
        path_params={"work_pool_name": pool},
        json={},
    )
    return {one["name"] for one in answer.json() if one["status"] == "OFFLINE"}
