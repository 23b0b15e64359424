"""A child's client: it does not ask the server what the worker was told a moment before.

At each wake-up Prefect's engine sets the run's version, policy and name one by one, reads the run
again, and asks for every task where results would go. Here what is known is answered, and what has
changed is told in one request just before the run becomes Running.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, ServerDefaultResultStorage
from prefect.context import SyncClientContext

if TYPE_CHECKING:
    from prefect.client.schemas import OrchestrationResult
    from prefect.client.schemas.objects import State

_UNCHANGED = 204
_TOLD_AS = {"flow_version": "deployment_version"}  # one that was registered with its flow's version


class ThriftyClient(SyncPrefectClient):
    """Prefect's client of a process that carries out one flow run, which it knows."""

    _known: FlowRun
    _storage: ServerDefaultResultStorage
    _untold: dict[str, Any]
    _is_news: bool

    def know(self, flow_run: FlowRun, storage: ServerDefaultResultStorage) -> None:
        """``flow_run`` as the worker took it."""
        self._known, self._storage = flow_run, storage
        self._untold, self._is_news = {}, False

    def read_server_default_result_storage(self) -> ServerDefaultResultStorage:
        return self._storage

    def update_flow_run(self, flow_run_id: UUID, *args: Any, **changes: Any) -> httpx.Response:
        if args or flow_run_id != self._known.id:
            return super().update_flow_run(flow_run_id, *args, **changes)
        for name, value in changes.items():
            told = _TOLD_AS.get(name, name)
            if value not in (getattr(self._known, name), getattr(self._known, told)):
                self._untold[name] = value
        return httpx.Response(_UNCHANGED)

    def set_flow_run_name(self, flow_run_id: UUID, name: str) -> httpx.Response:
        return self.update_flow_run(flow_run_id, name=name)

    def set_flow_run_state(
        self, flow_run_id: UUID | str, state: "State[Any]", force: bool = False
    ) -> "OrchestrationResult[Any]":
        if self._untold:
            untold, self._untold = self._untold, {}
            super().update_flow_run(self._known.id, **untold)
            self._known = self._known.model_copy(update=untold)
        result = super().set_flow_run_state(flow_run_id, state, force)
        granted = result.state
        if str(flow_run_id) == str(self._known.id) and granted and granted.is_running():
            since = self._known.start_time or granted.timestamp
            count = self._known.run_count + 1
            facts = {"state": granted, "start_time": since, "run_count": count}
            facts |= {"state_type": granted.type, "state_name": granted.name}
            facts |= {"state_id": granted.id}
            self._known, self._is_news = self._known.model_copy(update=facts), True
        return result

    def read_flow_run(self, flow_run_id: UUID) -> FlowRun:
        """The engine's own reading follows the grant of Running; any other one asks the server."""
        if flow_run_id == self._known.id and self._is_news:
            self._is_news = False
            return self._known
        return super().read_flow_run(flow_run_id)


@contextlib.contextmanager
def thrifty(flow_run: FlowRun, storage: dict[str, Any]) -> Iterator[None]:
    """What runs in the block and asks for Prefect's synchronous client is given a thrifty one."""
    context = SyncClientContext()
    client = context.client
    client.__class__ = ThriftyClient  # only ``get_client`` knows how to make one of the settings
    assert isinstance(client, ThriftyClient), "it was told above"
    client.know(flow_run, ServerDefaultResultStorage.model_validate(storage))
    with context:
        yield
