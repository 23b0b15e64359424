"""What the rest of the system asks of Prefect's server: start, wake, look at and cancel runs.

Nothing here decides anything; the database says which run should exist and until when it sleeps.
"""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.client.schemas.sorting import FlowRunSort
from prefect.context import FlowRunContext
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Cancelled, Cancelling, Scheduled, Suspended

from runtime.keys import installation

AWAITING = "AwaitingDeadline"
TO_BE_SEALED = "待签发"
_ASLEEP = (AWAITING, TO_BE_SEALED)
_BROKEN = {StateType.CRASHED, StateType.COMPLETED}
_BAD = (StateType.FAILED, StateType.CRASHED, StateType.CANCELLED)
_PAGE = 200  # as many as Prefect gives at once
_SAME = timedelta(seconds=1)
_DEPLOYMENTS: dict[tuple[str, str], UUID] = {}  # ids, by the server and the deployment's name


def start_run(
    deployment: str,
    parameters: Mapping[str, Any],
    *,
    key: str,
    name: str | None = None,
    tags: tuple[str, ...] = (),
) -> str:
    """Start a run of ``flow/deployment`` and give its id.

    ``name`` is what the run is called until it gives itself a name; a run that is given the right
    one does not tell the server another.

    The same key gives the same run, which goes on if it has crashed: one that died before its first
    commit is known to nobody else. Two installations on one server have no key in common.
    """
    once = f"{installation()}/{key}"
    facts = {"parameters": dict(parameters), "name": name, "idempotency_key": once, "tags": tags}
    with get_client(sync_client=True) as client:
        run = _create_run(client, deployment, facts)
    if run.state is not None and run.state.type is StateType.CRASHED:
        wake(str(run.id))
    return str(run.id)


def _create_run(client: SyncPrefectClient, deployment: str, facts: Mapping[str, Any]) -> FlowRun:
    """A process that starts many asks once for the deployment's id; again if it was made anew."""
    place = (str(client.api_url), deployment)
    if place in _DEPLOYMENTS:
        try:
            return client.create_flow_run_from_deployment(_DEPLOYMENTS[place], **facts)
        except PrefectHTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise
    _DEPLOYMENTS[place] = client.read_deployment_by_name(deployment).id
    return client.create_flow_run_from_deployment(_DEPLOYMENTS[place], **facts)


def run_under_way() -> dict[str, Any]:
    """Run id, flow, edition, stage and attempt of the run this process carries out, if any."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None or context.flow is None:
        return {}
    asked = context.parameters or {}
    facts = {
        "run": str(context.flow_run.id),
        "flow": context.flow.name,
        "edition": asked.get("edition"),
        "stage": context.flow.name if "attempt" in asked else None,
        "attempt": asked.get("attempt"),
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def is_scheduled() -> bool:
    """Whether the run this process carries out was made by its deployment's own schedule.

    The server alone says so of a run: who creates one cannot.
    """
    context = FlowRunContext.get()
    return bool(context and context.flow_run and context.flow_run.auto_scheduled)


def sleep_state(until: datetime, why: str, *, name: str = AWAITING) -> State[Any]:
    """The state of a run that waits without a process until a real moment."""
    return Scheduled(name=name, message=why, scheduled_time=until)


def set_state(run_id: str, state: State[Any]) -> None:
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(run_id), state, force=True)


def suspend(run_id: str, why: str) -> State[Any]:
    """Let the run of this process wait for a person, without a process and without a time limit.

    ``prefect.suspend_flow_run`` does the same, but has no message for whoever looks at the run.

    Raises:
        RuntimeError: the server does not grant it; the run was cancelled meanwhile.
    """
    asleep: State[Any] = Suspended(message=why)
    with get_client(sync_client=True) as client:
        result = client.set_flow_run_state(UUID(run_id), asleep)
    if result.status is not SetStateStatus.ACCEPT:
        raise RuntimeError(f"The run was not suspended: {result.details}")
    return result.state or asleep


def resume(run_id: str) -> bool:
    """Let a suspended run go on; ``False``: it was not suspended, or Prefect does not know it.

    One that was suspended by an earlier version waits for a form that nobody fills in any more.
    """
    with get_client(sync_client=True) as client:
        try:
            result = client.resume_flow_run(UUID(run_id))
        except PrefectHTTPStatusError as error:
            if error.response.status_code == HTTPStatus.NOT_FOUND:
                return False
            raise
    if result.status is SetStateStatus.REJECT and result.state and result.state.is_paused():
        wake(run_id)
        return True
    return result.status is SetStateStatus.ACCEPT


def suspended_runs() -> set[str]:
    """All runs that wait for a person."""
    paused = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PAUSED]))
    found: set[str] = set()
    with get_client(sync_client=True) as client:
        while True:
            page = client.read_flow_runs(
                flow_run_filter=FlowRunFilter(state=paused), limit=_PAGE, offset=len(found),
                sort=FlowRunSort.ID_DESC,
            )  # fmt: skip
            found |= {str(run.id) for run in page}
            if len(page) < _PAGE:
                return found


def state_of(run_id: str) -> State[Any] | None:
    """The state of a run; ``None`` when Prefect does not know it (its database was lost)."""
    with get_client(sync_client=True) as client:
        return _state(client, run_id)


def ended_badly(run_ids: Iterable[str]) -> dict[str, str]:
    """Those runs that failed, crashed or were cancelled, with what Prefect says of it."""
    asked = list(run_ids)
    if not asked:
        return {}
    with get_client(sync_client=True) as client:
        found = _read(client, _among(asked, only=_BAD))
    return {
        str(run.id): " ".join([str(run.state.name), *(run.state.message or "").splitlines()[:1]])
        for run in found
        if run.state is not None
    }


@dataclass(frozen=True, slots=True)
class Lost:
    """Runs that will not go on by themselves: unknown to Prefect, or crashed or over too early."""

    gone: frozenset[str]
    broken: frozenset[str]


def gone_or_broken(run_ids: AbstractSet[str]) -> Lost:
    """Which of these runs are lost; when none is, as nearly always, it costs one question."""
    if not run_ids:
        return Lost(frozenset(), frozenset())
    with get_client(sync_client=True) as client:
        if client.count_flow_runs(flow_run_filter=_among(run_ids, without=_BROKEN)) == len(run_ids):
            return Lost(frozenset(), frozenset())
        ids = sorted(run_ids)
        parts = (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
        known = [run for part in parts for run in _read(client, _among(part))]
    broken = (str(run.id) for run in known if run.state_type in _BROKEN)
    return Lost(frozenset(run_ids - {str(run.id) for run in known}), frozenset(broken))


def crashed_runs(deployment: str) -> set[str]:
    """The crashed runs of a deployment; at most 200."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CRASHED]))
            ),
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[deployment])),
            limit=_PAGE,
            sort=FlowRunSort.ID_DESC,
        )
    return {str(run.id) for run in runs}


def _read(client: SyncPrefectClient, which: FlowRunFilter) -> list[FlowRun]:
    # The server refuses the client's own default for the order.
    return client.read_flow_runs(flow_run_filter=which, limit=_PAGE, sort=FlowRunSort.ID_DESC)


def _among(
    run_ids: Iterable[str],
    *,
    without: Collection[StateType] = (),
    only: Collection[StateType] = (),
) -> FlowRunFilter:
    kinds = FlowRunFilterStateType(any_=list(only) or None, not_any_=list(without) or None)
    return FlowRunFilter(
        id=FlowRunFilterId(any_=[UUID(run_id) for run_id in run_ids]),
        state=FlowRunFilterState(type=kinds) if without or only else None,
    )


def wake(run_id: str) -> None:
    """Let a sleeping run go on now; what it finds in the database decides what it does."""
    set_state(run_id, Scheduled(name="Woken", scheduled_time=datetime.now(UTC)))


def wake_from(run_id: str, name: str) -> None:
    """Let a run go on that sleeps under this name; any other is left alone."""
    state = state_of(run_id)
    if state is not None and state.type is StateType.SCHEDULED and state.name == name:
        wake(run_id)


def cancel(run_id: str, why: str) -> None:
    """End a run that is no longer wanted; one that runs is stopped by its worker. Repeatable."""
    with get_client(sync_client=True) as client:
        state = _state(client, run_id)
        if state is None or state.is_final() or state.type is StateType.CANCELLING:
            return
        if state.type in {StateType.RUNNING, StateType.PENDING}:
            client.set_flow_run_state(UUID(run_id), Cancelling(message=why))
        else:
            client.set_flow_run_state(UUID(run_id), Cancelled(message=why), force=True)


def keep_alarm(run_id: str, due: datetime | None, why: str) -> str:
    """Bring a sleeping run's alarm in line with ``due`` (real time; ``None``: now).

    Gives ``"woken"``, ``"moved"``, ``"gone"`` (Prefect has no such run), ``"awake"``, or ``""``
    when it was right.
    """
    with get_client(sync_client=True) as client:
        state = _state(client, run_id)
        if state is None:
            return "gone"
        if state.type is not StateType.SCHEDULED or state.name not in _ASLEEP:
            return "awake"
        alarm: datetime | None = state.state_details.scheduled_time
        target = due or datetime.now(UTC)
        if alarm is not None and (alarm <= target if due is None else abs(alarm - target) < _SAME):
            return ""
        asleep = sleep_state(target, why, name=state.name)
        client.set_flow_run_state(UUID(run_id), asleep, force=True)
    return "moved" if due else "woken"


def _state(client: SyncPrefectClient, run_id: str) -> State[Any] | None:
    try:
        return client.read_flow_run(UUID(run_id)).state
    except ObjectNotFound:
        return None
