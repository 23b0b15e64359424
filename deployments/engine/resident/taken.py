"""The Scheduled states that a worker has taken: each is taken once, however often it is told of."""

import time
from collections import OrderedDict
from uuid import UUID

from prefect.client.schemas.objects import FlowRun

_REMEMBERED = 2000


class Taken:
    def __init__(self) -> None:
        self._polled_at: OrderedDict[UUID, float] = OrderedDict()

    def __contains__(self, state_id: object) -> bool:
        return state_id in self._polled_at

    def add(self, state_id: UUID, polled_at: float) -> None:
        """``polled_at``, on the monotonic clock, is when the poll began that told of it."""
        self._polled_at[state_id] = polled_at
        while len(self._polled_at) > _REMEMBERED:
            self._polled_at.popitem(last=False)

    def age(self, state_id: UUID) -> float:
        """Seconds since that poll began."""
        return time.monotonic() - self._polled_at.get(state_id, 0.0)

    def forget(self, state_id: UUID) -> None:
        self._polled_at.pop(state_id, None)


def state_id_of(flow_run: FlowRun) -> UUID:
    """The state in which the server told of the run."""
    assert flow_run.state_id is not None, "a scheduled run has a state"
    return flow_run.state_id
