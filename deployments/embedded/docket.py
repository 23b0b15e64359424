"""The server's background work: what a poll leaves behind is done some seconds later, and once.

After each answer to a poll Prefect writes that the queues and their deployments are ready: two
transactions, for which the runs that the poll told of had to wait. They say when something was last
polled; Prefect looks at that once a minute.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from docket import Docket, Worker
from prefect.server.models.deployments import mark_deployments_ready
from prefect.server.models.work_queues import mark_work_queues_ready

_LATER = timedelta(seconds=3)
_MARKS: set[object] = {mark_deployments_ready, mark_work_queues_ready}
_LOOK = timedelta(seconds=1)


class PatientDocket(Docket):
    """Prefect's docket; a mark is made later, and one that waits already is enough."""

    _marked: dict[str | None, float]

    def __init__(
        self, *args: Any, now: Callable[[], float] = time.monotonic, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._now, self._marked = now, {}

    def add(
        self, function: Any, when: datetime | None = None, key: str | None = None
    ) -> Callable[..., Awaitable[Any]]:
        if function not in _MARKS:
            return super().add(function, when, key)
        if self._now() < self._marked.get(key, 0.0):
            return _nothing
        self._marked[key] = self._now() + _LATER.total_seconds()
        return super().add(function, datetime.now(UTC) + _LATER, key)


async def _nothing(*_: object, **__: object) -> None:
    """What a docket does with the key of one that waits."""


def work_patiently() -> None:
    """The server's docket is a patient one, and looks once a second for what has become due."""
    from prefect.server.api import background_workers, server

    theirs: tuple[Any, Any] = server, background_workers
    theirs[0].Docket = PatientDocket
    theirs[1].Worker = partial(Worker, scheduling_resolution=_LOOK)
