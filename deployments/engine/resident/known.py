"""The deployments that a worker has just read, so that it need not read one for each of its runs.

The server tells of every change, a moment before others can read it; an event can be lost. So
nothing is remembered for a few seconds after a change, and nothing for longer than ten minutes.
"""

import time
from collections.abc import Callable
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.responses import DeploymentResponse

from deployments.engine.resident.recovery import deployments_of, flow_names

CHANGES = ("prefect.deployment.updated", "prefect.deployment.deleted")
_DOUBT_SECONDS = 5.0
_SURE_SECONDS = 600.0
_PATIENCE_SECONDS = 60.0


class KnownDeployments:
    """Remembers while somebody listens to the server's events: see ``begin`` and ``end``."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._sure_from = float("inf")
        self._known: dict[UUID, tuple[float, DeploymentResponse]] = {}
        self._names: tuple[float, dict[str, str]] = (0.0, {})
        self._next_try = 0.0

    def begin(self) -> None:
        """The server's events are heard from now on."""
        self._sure_from = self._now()

    def end(self) -> None:
        """They are no longer heard."""
        self._sure_from = float("inf")
        self._forget()

    def changed(self) -> None:
        """The server has told of a change."""
        self._forget()
        self._sure_from = self._now() + _DOUBT_SECONDS

    def names(self) -> dict[str, str]:
        """The pool's deployments, ``flow/deployment``, and their ids; none when in doubt."""
        since, names = self._names
        return names if self._now() - since < _SURE_SECONDS else {}

    async def learn_names(self, client: PrefectClient, pool: str) -> None:
        """Asks for them, unless they are known or would not be remembered."""
        asked = self._now()
        if asked < max(self._sure_from, self._next_try) or self.names():
            return
        self._next_try = asked + _PATIENCE_SECONDS
        flows = await flow_names(client)
        found = await deployments_of(client, pool)
        if asked >= self._sure_from:
            named = {f"{flows[one.flow_id]}/{one.name}": str(one.id) for one in found}
            self._names = asked, named

    def _forget(self) -> None:
        self._known.clear()
        self._names, self._next_try = (0.0, {}), 0.0

    async def read(self, client: PrefectClient, deployment_id: UUID) -> DeploymentResponse:
        """The deployment, as it is.

        Raises:
            ObjectNotFound: there is none.
        """
        asked = self._now()
        since, known = self._known.get(deployment_id, (0.0, None))
        if known is not None and asked - since < _SURE_SECONDS:
            return known
        found = await client.read_deployment(deployment_id)
        if asked >= self._sure_from:  # also of what happened in between
            self._known[deployment_id] = asked, found
        return found
