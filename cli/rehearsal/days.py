"""Time in a rehearsal: it runs fast to the next thing that happens, and waits there."""

import time
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from cli.rehearsal.office import Office
from models.types import SHANGHAI
from runtime import clock
from runtime.settings import settings

_RATE = 86_400 * 600.0  # six hundred days a second
_REMINDERS = (7, 3, 1)


class Days:
    """Moves simulated time and lets the office's clock tick when it has moved."""

    def __init__(self, office: Office, name: str = "clock") -> None:
        self._name = name
        self._file = Path(settings().clock)
        self._office = office
        self._numbers = count(1)

    def begin(self, at: datetime) -> None:
        clock.run_until(self._file, at.astimezone(SHANGHAI), rate=_RATE, start=at)

    def tick(self) -> None:
        """One run of the ``clock`` deployment."""
        self._office.run("clock", self._key())

    def tick_beside(self) -> None:
        """As ``tick``, while papers are written."""
        self._office.run_beside("clock", self._key())

    def go_to(self, moment: datetime) -> None:
        """Run on to ``moment`` and let the clock look."""
        self._office.settle()
        clock.run_until(self._file, moment, rate=_RATE)
        while clock.now() < moment:
            time.sleep(0.005)
        self.tick()

    def go_past(self, due: datetime) -> None:
        """Past a deadline, with a stop at each day on which people are reminded of it."""
        for days in _REMINDERS:
            before = due - timedelta(days=days)
            if before > clock.now():
                self.go_to(before)
        self.go_to(due + timedelta(minutes=1))

    def pass_hours(self, hours: float) -> None:
        self.go_to(clock.now() + timedelta(hours=hours))

    def _key(self) -> str:
        return f"{self._name}/{next(self._numbers)}"
