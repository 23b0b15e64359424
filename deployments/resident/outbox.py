"""A child's events, sent together: when the run has told its state, or after two seconds.

Prefect opens a stream for them at the first task run, with threads of its own, while a person waits
for what the task does; what they tell (task runs, for the UI) nobody waits for.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextvars import Context, copy_context
from typing import Any, cast

from prefect.client.orchestration import PrefectClient, get_client
from prefect.events import Event
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker
from prefect.logging import get_logger
from prefect.utilities.context import temporary_context

_SECONDS = 2.0
_PATIENCE = 10.0


class Outbox(EventsWorker):
    """Stands in for Prefect's worker in a process that is given to one run."""

    def __init__(self) -> None:
        super().__init__(PrefectEventsClient, ())  # type: ignore[arg-type]  # by default without options
        self._orchestration_client = cast("PrefectClient", _WhenNeeded())
        self._waiting: list[tuple[Event, Context]] = []
        self._putting, self._sending = threading.Lock(), threading.Lock()

    def send(self, item: Event) -> None:
        context = copy_context()
        with self._putting:
            if not self._waiting:
                timer = threading.Timer(_SECONDS, context.copy().run, (self.flush,))
                timer.daemon = True
                timer.start()
            self._waiting.append((item, context))

    def flush(self) -> None:
        """Sends what waits; what the server does not take within ten seconds is lost, as ever."""
        with self._sending:
            with self._putting:
                waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            try:
                asyncio.run(self._complete(waiting))
                events = [event.model_dump(mode="json") for event, _ in waiting]
                with get_client(sync_client=True) as client:
                    client.request("POST", "/events", json=events, timeout=_PATIENCE)
            except Exception:  # noqa: BLE001 - the run has done its work
                get_logger("resident").warning("Events were not sent", exc_info=True)

    async def _complete(self, waiting: list[tuple[Event, Context]]) -> None:
        """What an event was about besides: the run, its flow, deployment, queue and pool."""
        for event, context in waiting:
            with temporary_context(context=context):
                await self.attach_related_resources_from_context(event)


class _WhenNeeded:
    """Prefect's asynchronous client, opened for what the worker has not told."""

    def __getattr__(self, name: str) -> Any:
        async def ask(*args: Any) -> Any:
            async with get_client() as client:
                return await getattr(client, name)(*args)

        return ask


@contextlib.contextmanager
def outbox() -> Iterator[Outbox]:
    """What runs in the block and emits events puts them there; at its end they are sent."""
    box, instance = Outbox(), EventsWorker.instance
    EventsWorker.instance = lambda *_: box  # type: ignore[method-assign]
    try:
        yield box
    finally:
        EventsWorker.instance = instance  # type: ignore[method-assign]
        box.flush()
