"""The worker type ``resident``: takes due flow runs at once and gives each a forked child.

A run is taken by moving it to Pending, which the server grants once. Then this process answers for
it: reports its child's crash, cancels it, and when the worker is killed, the next one puts it back.
"""

import asyncio
import copy
import signal
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import anyio
import anyio.abc
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import Abort, ObjectNotFound
from prefect.logging import get_logger
from prefect.settings import PREFECT_WORKER_PREFETCH_SECONDS, PREFECT_WORKER_QUERY_SECONDS
from prefect.states import Pending
from prefect.utilities.engine import propose_state
from prefect.workers.base import BaseVariables, BaseWorker, BaseWorkerResult

from deployments.engine.resident import readiness, recovery
from deployments.engine.resident.colleagues import Colleagues, look_around
from deployments.engine.resident.configuration import ResidentConfiguration, source_of
from deployments.engine.resident.known import KnownDeployments
from deployments.engine.resident.nursery import Child, Nursery
from deployments.engine.resident.owner import Owner
from deployments.engine.resident.places import Places
from deployments.engine.resident.signals import cancelled_by_signal
from deployments.engine.resident.taken import state_id_of
from deployments.engine.resident.wake import Wake, breath, watch

logger = get_logger("resident")
_STOP_SECONDS = 10.0
_REPORT_SECONDS = 5.0
_CANCEL_SECONDS = 10.0
_MOMENT = 0.15
_POLLS_MISSED = 30


class ResidentResult(BaseWorkerResult):
    pass


class ResidentWorker(BaseWorker[ResidentConfiguration, BaseVariables, ResidentResult]):
    """Runs flow runs in forks of a process that has the flows imported."""

    type = "resident"
    job_configuration = ResidentConfiguration
    job_configuration_variables = BaseVariables
    _display_name = "Resident"
    _description = "Runs each flow run in a fork of a process that has the flows imported."

    def __init__(
        self,
        work_pool_name: str,
        work_queues: list[str] | None = None,
        *,
        limit: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(work_pool_name, work_queues, **options)
        self._pool_name, self._queue_names = work_pool_name, list(work_queues or [])
        # A timer wakes it at a deadline, so it must know of one before the next poll.
        ahead = options.get("prefetch_seconds") or PREFECT_WORKER_PREFETCH_SECONDS.value()
        self._ahead = timedelta(seconds=max(ahead, 2 * PREFECT_WORKER_QUERY_SECONDS.value()))
        self._work: set[asyncio.Task[None]] = set()
        self._nursery = Nursery(lambda: logger)
        self._owner = Owner.this_process(self.name)
        self._children: dict[UUID, Child] = {}
        self._wake = Wake(self._children.__contains__)
        self._places = Places(limit, self._wake.at)
        self._known = KnownDeployments()
        self._colleagues = Colleagues(self.name)
        self._polling = asyncio.Lock()
        self._polled_at = time.monotonic()
        self._cancelling: set[UUID] = set()
        self._watching: asyncio.Task[None] | None = None
        self._is_recovered = False
        self._storage: dict[str, Any] = {}

    async def load(self) -> None:
        """Starts to import what does not depend on the deployments; ``start`` does it otherwise."""
        await self._nursery.begin()

    async def start(
        self,
        run_once: bool = False,
        with_healthcheck: bool = False,
        printer: Callable[..., None] = print,
    ) -> None:
        """As Prefect's, and one SIGTERM or SIGINT stops cleanly; a second one stops at once."""
        with cancelled_by_signal():
            await super().start(run_once, with_healthcheck, printer)

    async def teardown(self, *exc_info: Any) -> None:
        """Takes nothing more, lets children end for a while, and puts back the runs of the rest."""
        self.is_setup = False
        if self._watching is not None:
            self._watching.cancel()
        with anyio.CancelScope(shield=True):
            if ends := [child.ended for child in self._children.values()]:
                await asyncio.wait(ends, timeout=_STOP_SECONDS)
            left = tuple(self._children)
            await self._nursery.close()
            with anyio.move_on_after(_REPORT_SECONDS):
                for flow_run_id in left:
                    await self._reports.put_back(flow_run_id)
            await self._let_work_end()
        await super().teardown(*exc_info)

    @property
    def _reports(self) -> recovery.Reports:
        return recovery.Reports(self.client, self._owner, self._colleagues)

    async def _let_work_end(self) -> None:
        """What still reports is given a moment, and then it is left."""
        if self._work:
            _, late = await asyncio.wait(self._work, timeout=_REPORT_SECONDS)
            for task in late:
                task.cancel()

    async def sync_with_backend(self) -> None:
        """As Prefect's, with each heartbeat; the first time, what a crash left is set right."""
        await super().sync_with_backend()
        if self.get_status()["work_pool"] is None:
            return  # it is made by somebody else, later
        pool = self.work_pool.name
        self._colleagues = await look_around(self.client, pool, self._colleagues)
        storage = await self.client.read_server_default_result_storage()
        self._storage = storage.model_dump(mode="json")
        if self._is_recovered:
            await self._look_for_cancellations()
            if self._colleagues.silent:
                await self._reports.put_back_orphans(pool)
            return
        deployments = await recovery.deployments_of(self.client, pool)
        await self._nursery.know(map(source_of, deployments))
        await self._reports.put_back_orphans(pool)
        self._is_recovered = True
        self._watching = asyncio.create_task(self._answer_wakes())

    async def _look_for_cancellations(self) -> None:
        """For events that were lost, and runs of workers that are dead."""
        pool = self.work_pool.name
        for flow_run in await recovery.runs_in(self.client, pool, StateType.CANCELLING):
            self._start_soon(self._cancel, flow_run.id)

    async def _answer_wakes(self) -> None:
        async with watch(self._wake, self._known, f"prefect.work-pool.{self.work_pool.id}"):
            while True:
                await self._wake.wait()
                for flow_run_id in self._wake.cancelled():
                    self._start_soon(self._cancel, flow_run_id)
                self._start_soon(self._known.learn_names, self.client, self.work_pool.name)
                pause = breath(len(self._places))
                await asyncio.sleep(self._polled_at + pause - time.monotonic())
                try:
                    await self.get_and_submit_flow_runs()
                except Exception:
                    logger.debug("Poll after an event failed", exc_info=True)

    def _start_soon(self, function: Callable[..., Awaitable[None]], *args: Any) -> None:
        if self.is_setup:
            task = asyncio.create_task(self._guard(function, *args))
            self._work.add(task)
            task.add_done_callback(self._work.discard)

    async def _guard(self, function: Callable[..., Awaitable[None]], *args: Any) -> None:
        """One run's trouble must not end the worker."""
        try:
            await function(*args)
        except Exception:
            logger.exception("%s%s failed", function.__name__, args)

    def is_worker_still_polling(self, query_interval_seconds: float) -> bool:
        """As Prefect's, which does not see our polls."""
        return time.monotonic() - self._polled_at < _POLLS_MISSED * query_interval_seconds

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Takes what is due; Prefect's loop calls it, and whoever has woken the worker."""
        async with self._polling:
            self._polled_at = time.monotonic()
            if not (self.is_setup and self._is_recovered):
                return []
            begun = self._places.fill(await self._coming(), self._polled_at)
            for flow_run in begun:
                self._start_soon(self._work_off, flow_run)
            self._wake.polled(self._places.taken)
            return begun

    async def _coming(self) -> list[FlowRun]:
        try:
            found = await self.client.get_scheduled_flow_runs_for_work_pool(
                self._pool_name, self._queue_names, datetime.now(UTC) + self._ahead
            )
        except ObjectNotFound:
            return []  # there is no such pool, or no longer
        return [entry.flow_run for entry in found]

    async def _work_off(self, flow_run: FlowRun) -> None:
        getting_ready = asyncio.ensure_future(self._get_ready(flow_run))
        try:
            if await self._take(flow_run) and not await self._is_overtaken(flow_run):
                await self._run_and_report(flow_run, getting_ready)
        finally:
            getting_ready.add_done_callback(readiness.dismiss)
            self._places.leave(flow_run.id)
            self._wake.ended(flow_run.id)
            if self._places.is_holding_back or self.work_pool.concurrency_limit is not None:
                self._wake.now()

    async def _is_overtaken(self, flow_run: FlowRun) -> bool:
        """By another worker; one that has come since the last look is not as quick as a moment."""
        seen, taken = state_id_of(flow_run), flow_run.state
        if taken is None or (self._colleagues.is_alone and self._places.taken.age(seen) < _MOMENT):
            return False
        return await recovery.give_back_if_overtaken(self.client, flow_run.id, seen, taken.id)

    def _get_ready(self, flow_run: FlowRun) -> Awaitable[ResidentConfiguration]:
        return readiness.get_ready(
            flow_run, self.client, self._known, self._nursery, pool=copy.deepcopy(self.work_pool),
            has_room=self._places.has_room(), storage=self._storage,
        )  # fmt: skip

    async def _take(self, flow_run: FlowRun) -> bool:
        """Does the server grant this run to this worker?"""
        pending: State[Any] = Pending(message=self._owner.message())
        try:
            state = await propose_state(self.client, pending, flow_run_id=flow_run.id)
        except Abort as reason:
            logger.info("Flow run %s is not ours: %s", flow_run.id, reason)
            return False
        except ObjectNotFound:
            return False  # it was deleted
        except Exception:
            logger.exception("Flow run %s could not be taken", flow_run.id)
            self._places.taken.forget(state_id_of(flow_run))
            await self._reports.put_back(flow_run.id)  # the server may have granted it all the same
            return False
        flow_run.state = state
        return state.is_pending()

    async def _run_and_report(
        self, flow_run: FlowRun, getting_ready: readiness.GettingReady
    ) -> None:
        try:
            result = await self.run(flow_run, await getting_ready)
        except ObjectNotFound:
            await self._reports.crash(flow_run.id, "部署已不存在")
            return
        except Exception as error:
            logger.exception("Flow run %s could not be started", flow_run.id)
            if self.is_setup:
                await self._reports.crash(flow_run.id, f"无法启动：{error}")
            else:
                await self._reports.put_back(flow_run.id)
            return
        if result.status_code != 0 and self.is_setup:
            await self._reports.crash(flow_run.id, f"进程异常结束（{result.status_code}）")

    async def run(
        self,
        flow_run: FlowRun,
        configuration: ResidentConfiguration,
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> ResidentResult:
        """Lets the run's child begin, which is ready; comes back when that has ended."""
        child = self._children[flow_run.id] = configuration.child
        child.begin()
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
        if flow_run_id in self._cancelling:
            return
        self._cancelling.add(flow_run_id)
        try:
            child = self._children.get(flow_run_id)
            if child is not None:
                child.send(signal.SIGUSR1, signal.SIGTERM)
                await asyncio.wait([child.ended], timeout=_CANCEL_SECONDS)
                child.send(signal.SIGKILL)
                await child.ended
            await self._reports.cancelled(flow_run_id, is_ours=child is not None)
        finally:
            self._cancelling.discard(flow_run_id)
