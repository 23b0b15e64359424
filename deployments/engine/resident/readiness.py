"""A run's child gets ready while the server is asked whether the run is this worker's."""

import asyncio
from typing import Any

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, WorkPool

from deployments.engine.resident.configuration import ResidentConfiguration
from deployments.engine.resident.known import KnownDeployments
from deployments.engine.resident.nursery import Nursery

GettingReady = asyncio.Future[ResidentConfiguration]
_HEAD_START = 0.004
_FOLLOWER_SECONDS = 1.0  # as long as a run takes to begin and to come to its gate


async def get_ready(
    flow_run: FlowRun,
    client: PrefectClient,
    known: KnownDeployments,
    nursery: Nursery,
    *,
    pool: WorkPool,
    has_room: bool,
    storage: dict[str, Any],
) -> ResidentConfiguration:
    """Orders the run's child; it does nothing before it is told to begin.

    Raises:
        ObjectNotFound: the run's deployment is gone.
        ForkServerGone: no child can be had.
    """
    assert flow_run.deployment_id is not None, "a work pool has runs of deployments only"
    await asyncio.sleep(_HEAD_START)  # until the server has the question
    deployment = await known.read(client, flow_run.deployment_id)
    configuration = await ResidentConfiguration.of_run(flow_run, deployment, pool, client=client)
    await nursery.know([configuration.source])
    told = {
        "storage": storage,
        "names": known.names(),
        "patience": patience(pool, has_room=has_room),
    }
    configuration.child = await nursery.spawn(configuration.order(flow_run, told))
    return configuration


def patience(pool: WorkPool, *, has_room: bool) -> float:
    """How long a run that has started another lets that go first, in seconds.

    Not at all where it would keep the place that the other one needs.
    """
    return _FOLLOWER_SECONDS if has_room and pool.concurrency_limit is None else 0.0


def dismiss(getting_ready: GettingReady) -> None:
    """A child that has got ready for nothing; what went wrong, who waited for it has seen."""
    if not getting_ready.cancelled() and getting_ready.exception() is None:
        getting_ready.result().child.dismiss()
