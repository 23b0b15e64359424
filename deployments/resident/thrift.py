"""A child's client: it does not ask the server what the worker was told a moment before.

At each wake-up Prefect's engine sets the run's version, policy and name one by one, reads the run
again, and asks for every task where results would go. Here what is known is answered, and what has
changed is told in one request just before the run becomes Running. That is asked for when the flow
itself begins, and waited for before the next request but one for a filled-in form. A run that has
started another one tells its own end when that one is under way.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import cache, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, ServerDefaultResultStorage
from prefect.client.schemas.responses import (
    DeploymentResponse,
    SetStateStatus,
    StateAcceptDetails,
)
from prefect.context import SyncClientContext
from prefect.exceptions import Abort, Pause
from prefect.logging import get_logger
from prefect.utilities.engine import propose_state_sync

from deployments.resident.spares import Grant

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

_UNCHANGED = 204
_THERE_ALREADY = ("GET", "/flow_runs/{id}/input/{key}")  # it was filled in before the run was due
_TOLD_AS = {"flow_version": "deployment_version"}  # one that was registered with its flow's version


class ThriftyClient(SyncPrefectClient):
    """Prefect's client of a process that carries out one flow run, which it knows."""

    _known: FlowRun
    _storage: ServerDefaultResultStorage
    _names: dict[str, str]
    _patience: float
    _grant: Grant
    _untold: dict[str, Any]
    _is_begun: bool
    _is_news: bool
    _followed_at: float
    _granted: threading.Event
    _telling: threading.Thread | None

    def know(
        self,
        flow_run: FlowRun,
        grant: Grant,
        storage: ServerDefaultResultStorage,
        names: dict[str, str],
        patience: float,
    ) -> None:
        """``flow_run`` as the worker found it; nothing is told of it before the ``grant``."""
        self._known, self._grant, self._storage = flow_run, grant, storage
        self._names, self._patience = names, patience
        self._untold, self._telling, self._granted = {}, None, threading.Event()
        self._is_begun, self._is_news, self._followed_at = False, False, 0.0

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
        if args or self._is_begun or flow_run_id != self._known.id:
            return super().update_flow_run(flow_run_id, *args, **changes)
        for name, value in changes.items():
            told = _TOLD_AS.get(name, name)
            if value not in (getattr(self._known, name), getattr(self._known, told)):
                self._untold[name] = value
        return httpx.Response(_UNCHANGED)

    def set_flow_run_name(self, flow_run_id: UUID, name: str) -> httpx.Response:
        return self.update_flow_run(flow_run_id, name=name)

    def begin(self) -> None:
        """Waits for the grant; then the run begins while the server writes down that it is Running.

        A run that is not this worker's, or that the server refuses, ends with the process.
        """
        if self._is_begun:
            self._granted.wait()
            return
        self._is_begun = True
        if not self._grant.is_given():
            os._exit(0)
        self._granted.set()

    def _tell_running(self, state: "State[Any]") -> None:
        self._granted.wait()
        asking: Any = SimpleNamespace(set_flow_run_state=super().set_flow_run_state)
        try:
            if self._untold:
                super().update_flow_run(self._known.id, **self._untold)
            is_refused = not propose_state_sync(asking, state, self._known.id).is_running()
        except (Abort, Pause):
            is_refused = True
        except Exception:  # noqa: BLE001 - whatever it was, the worker reports a crash
            get_logger("resident").exception("The server was not told that the run is Running")
            os._exit(1)
        if is_refused:
            os._exit(0)

    def request(self, *args: Any, **options: Any) -> httpx.Response:
        """What a form says may be read; the rest waits until the server has said Running."""
        if threading.current_thread() is not self._telling:
            self.begin()
            if self._telling is not None and args[:2] != _THERE_ALREADY:
                self._telling.join()
        return super().request(*args, **options)

    def set_flow_run_state(
        self, flow_run_id: UUID | str, state: "State[Any]", force: bool = False
    ) -> OrchestrationResult[Any]:
        if not self._is_begun and state.is_running():
            telling = partial(copy_context().run, self._tell_running, state.model_copy())
            self._telling = threading.Thread(target=telling, daemon=True)
            self._telling.start()
            self._note_running(state)
            accepted = SetStateStatus.ACCEPT
            return OrchestrationResult(state=state, status=accepted, details=StateAcceptDetails())
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
    flow_run: FlowRun,
    grant: Grant,
    storage: dict[str, Any],
    names: dict[str, str],
    patience: float,
) -> Iterator[ThriftyClient]:
    """What runs in the block and asks for Prefect's synchronous client is given a thrifty one."""
    context = SyncClientContext()
    client = context.client
    client.__class__ = ThriftyClient  # only ``get_client`` knows how to make one of the settings
    assert isinstance(client, ThriftyClient), "it was told above"
    default = ServerDefaultResultStorage.model_validate(storage)
    client.know(flow_run, grant, default, names, patience)
    with context:
        yield client
