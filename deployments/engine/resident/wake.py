"""Wakes the worker when the server says that a flow run of its pool is due or to be cancelled."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Container
from uuid import UUID

from prefect.events import Event
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import (
    EventAnyResourceFilter,
    EventFilter,
    EventNameFilter,
)
from prefect.logging import get_logger

from deployments.engine.resident.known import CHANGES, KnownDeployments

_LOOK_AGAIN = (0.1, 0.5)
_RECONNECT_SECONDS = 5.0
_BREATH, _LONGEST_BREATH = 0.02, 0.5


class Wake:
    """Collects reasons to poll, so that a burst of events is one poll or two."""

    def __init__(self, is_ours: Callable[[UUID], bool]) -> None:
        self._is_ours = is_ours
        self._later: set[UUID] = set()
        self._reason = asyncio.Event()
        self._cancelled: list[UUID] = []
        self._expected: dict[UUID, int] = {}

    def now(self) -> None:
        self._reason.set()

    def at(self, seconds: float) -> None:
        """Wake this much later."""
        asyncio.get_running_loop().call_later(max(seconds, 0.0), self.now)

    def hear(self, event: Event) -> None:
        """A state change of a flow run; its event has the new state's id.

        A run that puts itself to sleep while its child still lives is looked at when that ends.
        """
        run = UUID(event.resource.id.rpartition(".")[2])
        match event.resource.get("prefect.state-type"):
            case "SCHEDULED" if self._is_ours(run):
                self._later.add(run)
            case "SCHEDULED":
                self._expected[event.id] = 0
                self.now()
            case "CANCELLING":
                self._cancelled.append(run)
                self.now()

    def ended(self, run: UUID) -> None:
        """A child of this worker has ended."""
        if run in self._later:
            self._later.discard(run)
            self.now()

    async def wait(self) -> None:
        await self._reason.wait()
        self._reason.clear()

    def cancelled(self) -> tuple[UUID, ...]:
        found, self._cancelled = tuple(self._cancelled), []
        return found

    def polled(self, taken: Container[UUID]) -> None:
        """The server may tell of a state just before a poll can see it: look again, twice."""
        for state_id, looks in tuple(self._expected.items()):
            if state_id in taken or looks >= len(_LOOK_AGAIN):
                del self._expected[state_id]
            else:
                self._expected[state_id] = looks + 1
                self.at(_LOOK_AGAIN[looks])


def breath(in_hand: int) -> float:
    """Seconds between two polls: the more runs are in hand, the less another one gains.

    A poll tells of every run that is due; one for each event of a crowd takes the server longer
    than the runs themselves.
    """
    return min(in_hand * _BREATH, _LONGEST_BREATH)


@contextlib.asynccontextmanager
async def watch(wake: Wake, known: KnownDeployments, work_pool: str) -> AsyncIterator[None]:
    """Hears the events of a work pool; without a connection the poll must do."""
    task = asyncio.create_task(_listen(wake, known, work_pool))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _listen(wake: Wake, known: KnownDeployments, work_pool: str) -> None:
    while True:
        wanted = EventFilter(
            event=EventNameFilter(prefix=["prefect.flow-run.", *CHANGES]),
            any_resource=EventAnyResourceFilter(id=[work_pool]),
        )
        try:
            async with get_events_subscriber(filter=wanted) as events:
                wake.now()
                known.begin()
                async for event in events:
                    if event.event in CHANGES:
                        known.changed()
                    else:
                        wake.hear(event)
        except Exception:  # noqa: BLE001 - any failure of the connection means: connect again
            get_logger("resident").debug("No event stream", exc_info=True)
        known.end()
        await asyncio.sleep(_RECONNECT_SECONDS)
