"""What a child is told: where its flow is, its environment, and what the run's events name."""

import json
from typing import Any, Self
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import Flow, FlowRun, WorkPool
from prefect.client.schemas.responses import DeploymentResponse
from prefect.workers.base import BaseJobConfiguration
from pydantic import PrivateAttr

from deployments.engine.resident.nursery import Child
from deployments.engine.resident.preload import Source

_FLOWS: dict[UUID, dict[str, Any]] = {}  # a flow's id always has the same name


class ResidentConfiguration(BaseJobConfiguration):
    """The job variables of the work pool, the deployment and the flow run, later ones first."""

    _source: Source = PrivateAttr()
    _related: dict[str, dict[str, Any]] = PrivateAttr(default_factory=dict)
    _child: Child = PrivateAttr()

    @property
    def child(self) -> Child:
        """The process that has got ready for the run."""
        return self._child

    @child.setter
    def child(self, child: Child) -> None:
        self._child = child

    @property
    def source(self) -> Source:
        return self._source

    @classmethod
    async def of_run(
        cls,
        flow_run: FlowRun,
        deployment: DeploymentResponse,
        work_pool: WorkPool,
        *,
        client: PrefectClient,
    ) -> Self:
        """Like Prefect's ``resolve_for_flow_run``, without reading the flow for its labels."""
        ours, theirs = deployment.job_variables or {}, flow_run.job_variables or {}
        environment = {**ours.get("env", {}), **theirs.get("env", {})}
        configuration: Self = await cls.from_template_and_values(
            work_pool.base_job_template, {**ours, **theirs, "env": environment}, client=client
        )
        configuration.prepare_for_flow_run(flow_run, deployment, work_pool=work_pool)
        configuration._related = {
            f"flow.{deployment.flow_id}": await _flow(client, deployment.flow_id),
            f"deployment.{deployment.id}": _named(deployment),
            f"work-queue.{flow_run.work_queue_id}": {
                "id": str(flow_run.work_queue_id),
                "name": flow_run.work_queue_name or deployment.work_queue_name,
            },
            f"work-pool.{work_pool.name}": _named(work_pool),
        }
        return configuration

    def prepare_for_flow_run(
        self,
        flow_run: FlowRun,
        deployment: DeploymentResponse | None = None,
        flow: Flow | None = None,
        work_pool: WorkPool | None = None,
        worker_name: str | None = None,
        worker_id: UUID | None = None,
    ) -> None:
        """Prefect's own settings are not repeated: the fork server has loaded them."""
        assert deployment is not None, "a work pool has runs of deployments only"
        self._source, asked = source_of(deployment), set(self.env)
        super().prepare_for_flow_run(flow_run, deployment, flow, work_pool, worker_name, worker_id)
        self.env = {
            name: value
            for name, value in self.env.items()
            if name in asked or not name.startswith("PREFECT_") or name.startswith("PREFECT__")
        }

    def order(self, flow_run: FlowRun, told: dict[str, Any]) -> dict[str, Any]:
        """What ``child.run_and_exit`` takes.

        ``told`` is what ``seams.answers.Told`` has.
        """
        return {
            "told": told,
            "directory": self.source.directory,
            "entrypoint": self.source.entrypoint,
            "environment": {key: value for key, value in self.env.items() if value is not None},
            "flow_run": json.loads(flow_run.model_dump_json()),
            "related": self._related,
        }


async def _flow(client: PrefectClient, flow_id: UUID) -> dict[str, Any]:
    if flow_id not in _FLOWS:
        _FLOWS[flow_id] = _named(await client.read_flow(flow_id))
    return _FLOWS[flow_id]


def _named(thing: Flow | DeploymentResponse | WorkPool) -> dict[str, Any]:
    return {"id": str(thing.id), "name": thing.name, "tags": getattr(thing, "tags", [])}


def source_of(deployment: DeploymentResponse) -> Source:
    """The folder comes from the one pull step we use, or from the deployment's path."""
    steps = [step for steps in deployment.pull_steps or [] for step in steps.items()]
    match steps:
        case [("prefect.deployments.steps.set_working_directory", {"directory": directory})]:
            pass
        case _:
            directory = deployment.path or "."
    return Source(str(directory), deployment.entrypoint or "")
