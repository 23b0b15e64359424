"""The killer: -9 to server, worker or a run, at planned boundaries and at random instants."""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Self

from chaos.boundaries import Boundaries

TARGETS = (*["run"] * 8, "worker", "server")  # a run's end is what happens most
_LOOK_SECONDS = 0.005
_PAUSE = (2.0, 10.0)  # seconds between two kills at random instants


@dataclass(slots=True)
class Killer:
    """Kills until it is told to stop; ``kills`` has one line for each process it ended.

    ``pids`` are the processes of server and worker as they are now, ``is_answering`` asks the
    server: what is still starting is left alone, or nothing would ever happen.
    """

    boundaries: Boundaries
    pids: Callable[[], Mapping[str, int]]
    is_answering: Callable[[], bool]
    chance: Random
    at_random: int
    kills: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        assert self._thread is not None, "it was started"
        self._thread.join()

    def _watch(self) -> None:
        left = self.at_random
        pause = self._pause()
        while not self._stop.wait(_LOOK_SECONDS):
            for pid, boundary in self.boundaries.due().items():
                self._at_boundary(pid, boundary)
            if left and time.monotonic() > pause:
                left -= self._is_up() and self._somewhere()
                pause = self._pause()

    def _pause(self) -> float:
        return time.monotonic() + self.chance.uniform(*_PAUSE)

    def _is_up(self) -> bool:
        return self.is_answering() and bool(children_of([self.pids().get("worker", 0)]))

    def _at_boundary(self, waiting: int, boundary: str) -> None:
        """The process that waits, or the server or the worker while it waits."""
        servers = boundary.startswith("server")
        target = "server" if servers else self.chance.choice(TARGETS)
        pid = waiting if servers or target == "run" else self.pids().get(target, waiting)
        self._kill(pid, f"{boundary} {target}")
        self.boundaries.let_go(waiting)

    def _somewhere(self) -> bool:
        target = self.chance.choice(TARGETS)
        runs = children_of(children_of([self.pids().get("worker", 0)]))
        pid = self.chance.choice(runs) if target == "run" and runs else self.pids().get(target, 0)
        return bool(pid) and self._kill(pid, f"random {target}")

    def _kill(self, pid: int, why: str) -> bool:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        self.kills.append(why)
        return True


def children_of(parents: list[int]) -> list[int]:
    """The processes whose parent is one of these."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) in parents and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
