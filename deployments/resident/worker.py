"""The worker type ``resident``: takes due flow runs at once and gives each a forked child.

A run is taken by moving it to Pending, which the server grants once. From then on this process
answers for it: its child's crash is reported, its cancellation is carried out, and when the worker
itself is killed, the next worker on the machine puts the run back.
"""

import asyncio
import contextlib
import copy
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import anyio
import anyio.abc
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse, WorkerFlowRunResponse
from prefect.exceptions import Abort, ObjectNotFound
from prefect.states import Pending
from prefect.utilities.engine import propose_state
from prefect.workers.base import BaseVariables, BaseWorker, BaseWorkerResult

from deployments.resident import recovery
from deployments.resident.configuration import ResidentConfiguration, source_of
from deployments.resident.nursery import Child, Nursery
from deployments.resident.owner import Owner
from deployments.resident.wake import Wake, watch

_STOP_SECONDS = 10.0
_CANCEL_SECONDS = 10.0
_REMEMBERED = 2000


class ResidentResult(BaseWorkerResult):
    pass


class ResidentWorker(BaseWorker[ResidentConfiguration, BaseVariables, ResidentResult]):
    """Runs flow runs in forks of a process that has the flows imported."""

    type = "resident"
    job_configuration = ResidentConfiguration
    job_configuration_variables = BaseVariables
    _display_name = "Resident"
    _description = "Runs each flow run in a fork of a process that has the flows imported."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._nursery = Nursery(lambda: self._logger)
        self._owner = Owner.this_process()
        self._wake = Wake()
        self._children: dict[UUID, Child] = {}
        self._taken: OrderedDict[UUID, None] = OrderedDict()
        self._polling = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._is_recovered = False

    async def start(
        self,
        run_once: bool = False,  # noqa: FBT001, FBT002 - Prefect's signature
        with_healthcheck: bool = False,  # noqa: FBT001, FBT002
        printer: Callable[..., None] = print,
    ) -> None:
        """As Prefect's, and one SIGTERM or SIGINT stops cleanly; a second one stops at once."""
        with _stopped_by_signal():
            await super().start(run_once, with_healthcheck, printer)

    async def teardown(self, *exc_info: Any) -> None:
        """Takes nothing more, lets children end for a while, and puts back the runs of the rest."""
        self.is_setup = False
        if self._watching is not None:
            self._watching.cancel()
        with anyio.CancelScope(shield=True):
            await self._let_children_end()
            left = tuple(self._children)
            await self._nursery.close()
            for flow_run_id in left:
                await recovery.put_back(self.client, flow_run_id)
        await super().teardown(*exc_info)

    async def _let_children_end(self) -> None:
        ends = [child.ended for child in self._children.values()]
        if ends:
            await asyncio.wait(ends, timeout=_STOP_SECONDS)

    async def _initialize_after_sync(self) -> None:
        await super()._initialize_after_sync()
        if self._work_pool is None or self._is_recovered:
            return
        deployments = await recovery.deployments_of(self.client, self.work_pool.name)
        await self._nursery.know(map(source_of, deployments))
        await recovery.put_back_orphans(self.client, self.work_pool.name)
        self._is_recovered = True
        self._watching = asyncio.create_task(self._answer_wakes())

    async def _setup_cancellation_observer(self) -> None:
        """Cancellations come with the other events, see ``_answer_wakes``."""

    async def _answer_wakes(self) -> None:
        async with watch(self._wake, f"prefect.work-pool.{self.work_pool.id}"):
            while True:
                await self._wake.wait()
                for flow_run_id in self._wake.cancelled():
                    self._start_soon(self._cancel, flow_run_id)
                try:
                    await self.get_and_submit_flow_runs()
                except Exception:
                    self._logger.debug("Poll after an event failed", exc_info=True)

    def _start_soon(self, function: Any, *args: Any) -> None:
        if self._runs_task_group is not None and self.is_setup:
            self._runs_task_group.start_soon(function, *args)

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        async with self._polling:
            runs = await super().get_and_submit_flow_runs()
            self._wake.polled(self._taken)
            return runs

    async def _submit_scheduled_flow_runs(
        self, flow_run_response: list[WorkerFlowRunResponse]
    ) -> list[FlowRun]:
        now = datetime.now(UTC)
        taken = []
        for flow_run in (entry.flow_run for entry in flow_run_response):
            due = flow_run.next_scheduled_start_time or now
            if due > now:
                self._wake.at((due - now).total_seconds())
            elif self._may_take(flow_run) and not self._reserve(flow_run):
                break
            elif flow_run.id in self._submitting_flow_run_ids:
                taken.append(flow_run)
        return taken

    def _may_take(self, flow_run: FlowRun) -> bool:
        """A Scheduled state is taken once, however late a poll's answer tells of it again."""
        is_ours = flow_run.id in self._submitting_flow_run_ids or flow_run.id in self._children
        return self.is_setup and not is_ours and _state_id(flow_run) not in self._taken

    def _reserve(self, flow_run: FlowRun) -> bool:
        try:
            if self._limiter is not None:
                self._limiter.acquire_on_behalf_of_nowait(flow_run.id)
        except anyio.WouldBlock:
            return False
        self._submitting_flow_run_ids.add(flow_run.id)
        self._taken[_state_id(flow_run)] = None
        while len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        self._start_soon(self._submit_run, flow_run)
        return True

    async def _submit_run(self, flow_run: FlowRun) -> None:
        try:
            deployment = await self._take(flow_run)
            if deployment is not None:
                await self._run_and_report(flow_run, deployment)
        finally:
            self._submitting_flow_run_ids.discard(flow_run.id)
            self._release_limit_slot(flow_run.id)
            self._wake.now()

    async def _take(self, flow_run: FlowRun) -> DeploymentResponse | None:
        """The deployment, if the server grants this run to this worker."""
        assert flow_run.deployment_id is not None, "a work pool has runs of deployments only"
        try:
            deployment, state = await asyncio.gather(
                self.client.read_deployment(flow_run.deployment_id),
                propose_state(
                    self.client, Pending(message=self._owner.message()), flow_run_id=flow_run.id
                ),
            )
        except (Abort, ObjectNotFound) as reason:
            self._logger.info("Flow run %s is not ours: %s", flow_run.id, reason)
            return None
        except Exception:
            self._taken.pop(_state_id(flow_run), None)
            self._logger.exception("Flow run %s could not be taken", flow_run.id)
            return None
        flow_run.state = state
        return deployment if state.is_pending() else None

    async def _run_and_report(self, flow_run: FlowRun, deployment: DeploymentResponse) -> None:
        try:
            configuration = await ResidentConfiguration.of_run(
                flow_run, deployment, copy.deepcopy(self.work_pool), client=self.client
            )
            await self._nursery.know([configuration.source])
            result = await self.run(flow_run, configuration)
        except Exception as error:
            self._logger.exception("Flow run %s could not be started", flow_run.id)
            await recovery.report_crash(self.client, flow_run.id, f"无法启动：{error}")
            return
        if result.status_code != 0 and self.is_setup:
            await recovery.report_crash(
                self.client, flow_run.id, f"进程异常结束（{result.status_code}）"
            )

    async def run(
        self,
        flow_run: FlowRun,
        configuration: ResidentConfiguration,
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> ResidentResult:
        """Runs the flow run in a child; comes back when that has ended."""
        child = await self._nursery.spawn(configuration.order(flow_run))
        self._children[flow_run.id] = child
        self._submitting_flow_run_ids.discard(flow_run.id)
        pid = child.started.result()
        if task_status is not None:
            task_status.started(pid)
        try:
            code = await child.ended
        finally:
            self._children.pop(flow_run.id, None)
        return ResidentResult(identifier=str(pid), status_code=code)

    async def _cancel(self, flow_run_id: UUID) -> None:
        """Ends the run's child, gently at first, and reports Cancelled if nobody else does."""
        child = self._children.get(flow_run_id)
        if child is not None:
            child.send(signal.SIGUSR1, signal.SIGTERM)
            await asyncio.wait([child.ended], timeout=_CANCEL_SECONDS)
            child.send(signal.SIGKILL)
            await child.ended
        await recovery.report_cancelled(self.client, flow_run_id, is_ours=child is not None)


@contextlib.contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """Cancels this task at a signal.

    Prefect's own handler passes the signal on to what was there before, which ignores it where a
    shell script started the worker in the background.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None, "a coroutine runs in a task"

    def stop(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        task.cancel()

    numbers = (signal.SIGTERM, signal.SIGINT)
    for number in numbers:
        loop.add_signal_handler(number, stop, number)
    yield
    for number in numbers:
        loop.remove_signal_handler(number)


def _state_id(flow_run: FlowRun) -> UUID:
    assert flow_run.state_id is not None, "a scheduled run has a state"
    return flow_run.state_id
