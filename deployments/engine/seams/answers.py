"""A child's client: it does not ask the server what the worker was told a moment before.

At each wake-up Prefect's engine sets the run's version, policy and name one by one, reads the run
again, and asks for every task where results would go. Here what is known is answered, and what has
changed is told. A run that has started another one tells its own end when that one is under way,
and one that is stopped because somebody cancelled it ends as Cancelled, as with Prefect's runner.

It takes for granted in which order the engine asks, and that it uses the client that is open.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, ServerDefaultResultStorage
from prefect.client.schemas.responses import DeploymentResponse
from prefect.context import SyncClientContext
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_KEY, PREFECT_API_URL
from prefect.states import Cancelled

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

_UNCHANGED = 204
_TOLD_AS = {"flow_version": "deployment_version"}  # one that was registered with its flow's version


@dataclass(frozen=True, slots=True)
class Told:
    """What the worker tells beside the run.

    The server's default for results, deployments with their ids, and the seconds by which a run
    that this one starts may go before its end.
    """

    storage: dict[str, Any]
    names: dict[str, str]
    patience: float


class ThriftyClient(SyncPrefectClient):
    """Prefect's client of a process that carries out one flow run, which it knows."""

    _known: FlowRun
    _storage: ServerDefaultResultStorage
    _names: dict[str, str]
    _patience: float
    _is_cancelled: Callable[[], bool]
    _is_news: bool
    _followed_at: float

    def know(self, flow_run: FlowRun, told: Told, is_cancelled: Callable[[], bool]) -> None:
        """``flow_run`` as the worker found it."""
        self._known, self._is_cancelled = flow_run, is_cancelled
        self._storage = ServerDefaultResultStorage.model_validate(told.storage)
        self._names, self._patience = told.names, told.patience
        self._is_news, self._followed_at = False, 0.0

    def read_server_default_result_storage(self) -> ServerDefaultResultStorage:
        return self._storage

    def read_deployment_by_name(self, name: str) -> DeploymentResponse:
        """Where the worker knows its id, the rest is read when somebody looks at it."""
        known = self._names.get(name)
        if known is None:
            return super().read_deployment_by_name(name)
        read = partial(super().read_deployment_by_name, name)
        return cast("DeploymentResponse", _Identified(UUID(known), read))

    def update_flow_run(self, flow_run_id: UUID, *args: Any, **changes: Any) -> httpx.Response:
        if not args and flow_run_id == self._known.id:
            changes = {name: value for name, value in changes.items() if self._is_new(name, value)}
            if not changes:
                return httpx.Response(_UNCHANGED)
        return super().update_flow_run(flow_run_id, *args, **changes)

    def set_flow_run_name(self, flow_run_id: UUID, name: str) -> httpx.Response:
        return self.update_flow_run(flow_run_id, name=name)

    def _is_new(self, name: str, value: Any) -> bool:
        told = _TOLD_AS.get(name, name)
        return value not in (getattr(self._known, name), getattr(self._known, told))

    def set_flow_run_state(
        self, flow_run_id: UUID | str, state: "State[Any]", force: bool = False
    ) -> OrchestrationResult[Any]:
        if state.is_crashed() and self._is_cancelled():
            state = Cancelled(message="运行已按要求取消")
        if state.is_final():  # people wait for the run that this one has started
            time.sleep(max(self._followed_at + self._patience - time.monotonic(), 0.0))
        result = super().set_flow_run_state(flow_run_id, state, force)
        granted = result.state
        if str(flow_run_id) == str(self._known.id) and granted and granted.is_running():
            self._note_running(granted)
        return result

    def _note_running(self, granted: "State[Any]") -> None:
        since = self._known.start_time or granted.timestamp
        count = self._known.run_count + 1
        facts = {"state": granted, "start_time": since, "run_count": count}
        facts |= {"state_type": granted.type, "state_name": granted.name}
        facts |= {"state_id": granted.id}
        self._known, self._is_news = self._known.model_copy(update=facts), True

    def create_flow_run_from_deployment(self, *args: Any, **options: Any) -> FlowRun:
        created = super().create_flow_run_from_deployment(*args, **options)
        self._followed_at = time.monotonic()
        return created

    def read_flow_run(self, flow_run_id: UUID) -> FlowRun:
        """The engine's own reading follows the grant of Running; any other one asks the server."""
        if flow_run_id == self._known.id and self._is_news:
            self._is_news = False
            return self._known
        return super().read_flow_run(flow_run_id)


class _Identified:
    """A deployment of which nothing but the id is here yet."""

    def __init__(self, deployment_id: UUID, read: Callable[[], DeploymentResponse]) -> None:
        self.id, self._read = deployment_id, cache(read)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read(), name)


@contextlib.contextmanager
def thrifty(
    flow_run: FlowRun, told: Told, is_cancelled: Callable[[], bool] = lambda: False
) -> Iterator[ThriftyClient]:
    """What runs in the block and asks for Prefect's synchronous client is given a thrifty one."""
    context = SyncClientContext()
    client = ThriftyClient(
        PREFECT_API_URL.value(),
        auth_string=PREFECT_API_AUTH_STRING.value(),
        api_key=PREFECT_API_KEY.value(),
    )
    client.know(flow_run, told, is_cancelled)
    context.client = client
    with context:
        yield client
