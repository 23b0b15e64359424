"""A run's events, sent together: when the run has told its state, or two seconds after the first.

Prefect opens a stream for them at the first task run, while a person waits for what the task does;
what they tell (task runs, for the UI) nobody waits for. Prefect's own client that forwards events
to a queue of another process puts them here.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextvars import copy_context

from prefect.client.orchestration import get_client
from prefect.events import Event
from prefect.events.worker import EventsWorker, ProcessPoolForwardingEventsClient
from prefect.logging import get_logger

_SECONDS = 2.0
_PATIENCE = 10.0


class Outbox:
    """Has a queue's ``put``; what waits is sent by whoever calls ``flush``."""

    def __init__(self) -> None:
        self._waiting: list[Event] = []
        self._putting, self._sending = threading.Lock(), threading.Lock()
        self._context = copy_context()  # of the run, whose client there is

    def put(self, item: tuple[str, Event]) -> None:
        _, event = item
        with self._putting:
            if not self._waiting:
                timer = threading.Timer(_SECONDS, self._context.copy().run, (self.flush,))
                timer.daemon = True
                timer.start()
            self._waiting.append(event)

    def flush(self) -> None:
        """Sends what waits; what the server does not take within ten seconds is lost, as ever."""
        with self._sending:
            with self._putting:
                waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            try:
                events = [event.model_dump(mode="json") for event in waiting]
                with get_client(sync_client=True) as client:
                    client.request("POST", "/events", json=events, timeout=_PATIENCE)
            except Exception:  # noqa: BLE001 - the run has done its work
                get_logger("resident").warning("Events were not sent", exc_info=True)


@contextlib.contextmanager
def outbox() -> Iterator[None]:
    """What runs in the block and emits events puts them there; at its end they are sent."""
    box = Outbox()
    EventsWorker.set_client_override(ProcessPoolForwardingEventsClient, event_queue=box)
    try:
        yield
    finally:
        EventsWorker.drain_all(timeout=_PATIENCE)
        EventsWorker.set_client_override(None)
        box.flush()
