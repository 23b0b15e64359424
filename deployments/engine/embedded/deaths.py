"""When a program that has died is started again, and when one that hangs counts as dead."""

import time
from collections.abc import Callable, Sequence

RESTART_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)
_STEADY_SECONDS = 60.0
_PULSE_SECONDS = 15.0
_PULSES_MISSED = 4


class Deaths:
    """A program that died is started later each time, until it stays up for a minute."""

    def __init__(self, restart_seconds: Sequence[float] = RESTART_SECONDS) -> None:
        self._pauses = restart_seconds
        self._counts: dict[str, int] = {}
        self._due: dict[str, float] = {}

    def is_up(self, name: str, since: float) -> None:
        if time.monotonic() - since > _STEADY_SECONDS:
            self._counts.pop(name, None)

    def is_time(self, name: str) -> bool:
        """Asked again and again while it is dead; True once."""
        now = time.monotonic()
        if name not in self._due:
            count = self._counts[name] = self._counts.get(name, 0) + 1
            self._due[name] = now + self._pauses[min(count, len(self._pauses)) - 1]
        if now < self._due[name]:
            return False
        del self._due[name]
        return True


class Pulse:
    """Asks now and then; lost is what has not answered four times in a row."""

    def __init__(self, is_answering: Callable[[], bool]) -> None:
        self._is_answering = is_answering
        self._missed = 0
        self._next = time.monotonic() + _PULSE_SECONDS

    def is_lost(self) -> bool:
        if time.monotonic() < self._next:
            return False
        self._missed = 0 if self._is_answering() else self._missed + 1
        self._next = time.monotonic() + _PULSE_SECONDS
        return self._missed >= _PULSES_MISSED
