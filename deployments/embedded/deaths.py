"""When a program that has died is started again."""

import time

_RESTART_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)
_STEADY_SECONDS = 60.0


class Deaths:
    """A program that died is started later each time, until it stays up for a minute."""

    def __init__(self) -> None:
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
            self._due[name] = now + _RESTART_SECONDS[min(count, len(_RESTART_SECONDS)) - 1]
        if now < self._due[name]:
            return False
        del self._due[name]
        return True
