"""What a worker has in hand, and which of the runs that are due it may take besides."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.schemas.objects import FlowRun

from deployments.engine.resident.taken import Taken, state_id_of


class Places:
    """As many runs as the worker may have at a time; a Scheduled state is taken once."""

    def __init__(self, limit: int | None, wake_in: Callable[[float], None]) -> None:
        self._limit = limit or sys.maxsize
        self._wake_in = wake_in
        self._in_hand: set[UUID] = set()
        self.taken = Taken()
        self.is_holding_back = False
        """Something was due that had to wait for one in hand to end."""

    def __len__(self) -> int:
        return len(self._in_hand)

    def has_room(self) -> bool:
        return len(self._in_hand) < self._limit

    def fill(self, flow_runs: Iterable[FlowRun], polled_at: float) -> list[FlowRun]:
        """Those that may begin now, however late the answer is that tells of them again."""
        now = datetime.now(UTC)
        self.is_holding_back = False
        chosen = []
        for flow_run in flow_runs:
            due = flow_run.next_scheduled_start_time or now
            if due > now:
                self._wake_in((due - now).total_seconds())
            elif state_id_of(flow_run) not in self.taken:
                if flow_run.id in self._in_hand or not self.has_room():
                    self.is_holding_back = True
                    continue
                self._in_hand.add(flow_run.id)
                self.taken.add(state_id_of(flow_run), polled_at)
                chosen.append(flow_run)
        return chosen

    def leave(self, flow_run_id: UUID) -> None:
        self._in_hand.discard(flow_run_id)
