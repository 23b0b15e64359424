"""Sets right what a crash leaves at the server: runs of dead children and of dead workers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import DeploymentSort, FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.logging import get_logger
from prefect.states import Cancelled, Crashed, Scheduled

from deployments.engine.resident.colleagues import Colleagues
from deployments.engine.resident.owner import Owner

_PUT_BACK = "工作进程中断，重新排队"
_PAGE = 200
_PATIENCE = (0.5, 1, 2, 5, 10, *[30] * 20)


@dataclass(frozen=True, slots=True)
class Reports:
    """What a worker tells of the runs it took, said again until the server has heard it.

    Nobody else will report what a worker does not; it gives up after ten minutes.
    """

    client: PrefectClient
    owner: Owner
    colleagues: Colleagues

    async def crash(self, flow_run_id: UUID, sentence: str) -> None:
        await _insist(lambda: report_crash(self.client, flow_run_id, sentence))

    async def put_back(self, flow_run_id: UUID) -> None:
        await _insist(lambda: put_back(self.client, flow_run_id, self.owner))

    async def put_back_orphans(self, pool: str) -> None:
        """Runs that a dead worker or a lost machine had taken are scheduled again, once."""
        for flow_run in await runs_in(self.client, pool, StateType.PENDING, StateType.RUNNING):
            states = await self.client.read_flow_run_states(flow_run.id)
            owner = _owner(states)
            if owner is None or not self._has_lost(owner):
                continue
            if any(state.message == _PUT_BACK for state in states):
                await report_crash(self.client, flow_run.id, "工作进程两次中断")
            else:
                await put_back(self.client, flow_run.id, owner)

    def _has_lost(self, owner: Owner) -> bool:
        is_other = owner != self.owner and self.colleagues.may_judge(owner)
        return is_other and owner.is_dead(self.colleagues.lost)

    async def cancelled(self, flow_run_id: UUID, *, is_ours: bool) -> None:
        await _insist(lambda: self._cancel(flow_run_id, is_ours=is_ours))

    async def _cancel(self, flow_run_id: UUID, *, is_ours: bool) -> None:
        """Ends a cancellation that no process carries out: its child is dead, or its worker is."""
        flow_run = await self.client.read_flow_run(flow_run_id)
        if flow_run.state_type != StateType.CANCELLING and not is_ours:
            return
        if flow_run.state_type in {StateType.CANCELLED, StateType.COMPLETED, StateType.FAILED}:
            return
        if is_ours or await self._is_abandoned(flow_run_id):
            await self.client.set_flow_run_state(flow_run_id, Cancelled(), force=True)

    async def _is_abandoned(self, flow_run_id: UUID) -> bool:
        owner = _owner(await self.client.read_flow_run_states(flow_run_id))
        return owner is None or (owner != self.owner and owner.is_dead(self.colleagues.lost))


async def deployments_of(client: PrefectClient, pool: str) -> list[DeploymentResponse]:
    wanted = WorkPoolFilter(name=WorkPoolFilterName(any_=[pool]))
    found: list[DeploymentResponse] = []
    while page := await client.read_deployments(
        work_pool_filter=wanted,
        sort=DeploymentSort.NAME_ASC,  # without an order the server refuses the question (3.8.8)
        limit=_PAGE,
        offset=len(found),
    ):
        found += page
    return found


async def flow_names(client: PrefectClient) -> dict[UUID, str]:
    """Asked for without the client's own words, which the server refuses (3.8.8)."""
    found: list[dict[str, str]] = []
    while page := await _flows(client, offset=len(found)):
        found += page
    return {UUID(flow["id"]): flow["name"] for flow in found}


async def _flows(client: PrefectClient, *, offset: int) -> list[dict[str, str]]:
    wanted = {"sort": "NAME_ASC", "limit": _PAGE, "offset": offset}
    answer = await client.request("POST", "/flows/filter", json=wanted)
    page: list[dict[str, str]] = answer.json()
    return page


async def runs_in(client: PrefectClient, pool: str, *types: StateType) -> list[FlowRun]:
    return await client.read_flow_runs(
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))
        ),
        sort=FlowRunSort.ID_DESC,
        limit=_PAGE,
    )


async def give_back_if_overtaken(
    client: PrefectClient, flow_run_id: UUID, seen: UUID, taken: UUID
) -> bool:
    """Was a run taken that another worker had taken and ended since ``seen`` was its state?

    ``taken`` is the Pending state. The server lets a finished run become Pending again, and dates
    a state by its request, however long that waited: only without it are the others in order.
    The state that the run had is set again.
    """
    states = await client.read_flow_run_states(flow_run_id)
    before = max((s for s in states if s.id != taken), key=lambda state: state.timestamp)
    if before.id == seen:
        return False
    await client.set_flow_run_state(flow_run_id, before, force=True)
    return True


async def put_back(client: PrefectClient, flow_run_id: UUID, owner: Owner) -> None:
    """Schedules a run that this owner took and has no process for, if it has not gone on."""
    if not await _is_under_way(client, flow_run_id):
        return
    if _owner(await client.read_flow_run_states(flow_run_id)) == owner:
        state: State[None] = Scheduled(message=_PUT_BACK)
        await client.set_flow_run_state(flow_run_id, state, force=True)


async def report_crash(client: PrefectClient, flow_run_id: UUID, sentence: str) -> None:
    """Reports Crashed, unless the engine reported an end or a wait before its process died."""
    get_logger("resident").warning("Flow run %s: %s", flow_run_id, sentence)
    if await _is_under_way(client, flow_run_id):
        await client.set_flow_run_state(flow_run_id, Crashed(message=sentence), force=True)


async def _is_under_way(client: PrefectClient, flow_run_id: UUID) -> bool:
    try:
        flow_run = await client.read_flow_run(flow_run_id)
    except ObjectNotFound:
        return False
    return flow_run.state_type in {StateType.PENDING, StateType.RUNNING}


def _owner(states: Iterable[State]) -> Owner | None:
    """The worker named in the newest Pending state."""
    pending = [state for state in states if state.is_pending()]
    newest = max(pending, key=lambda state: state.timestamp, default=None)
    return None if newest is None else Owner.in_message(newest.message)


async def _insist(report: Callable[[], Awaitable[object]]) -> None:
    for seconds in _PATIENCE:
        try:
            await report()
        except ObjectNotFound:
            return
        except (httpx.HTTPError, OSError) as error:
            get_logger("resident").warning("The server does not answer: %s", error)
            await asyncio.sleep(seconds)
        else:
            return
