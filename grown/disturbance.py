"""Every kind of process ends once in the midst of an edition; the last machine for good."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from chaos.killer import children_of
from grown.city import City

_REDIS_AWAY = 10.0
_FOR_GOOD = 1e9
_LOOK_SECONDS = 0.1
_PATIENCE = 120.0


@dataclass(slots=True)
class Disturbance:
    """Ends one process after another, a while apart, as long as the play goes on."""

    city: City
    pause: float
    done: list[str]
    _stop: threading.Event = field(default_factory=threading.Event)

    def steps(self) -> dict[str, tuple[str, float, signal.Signals]]:
        """What ends, how long it is away, and how it ends."""
        part = self.city.part
        return {
            "api": (part("api-1"), 0, signal.SIGKILL),
            "worker": (part("worker-a"), 0, signal.SIGKILL),
            "services": (part("services-1"), 0, signal.SIGKILL),
            "redis": ("redis", _REDIS_AWAY, signal.SIGKILL),
            "postgresql": ("postgresql", 0, signal.SIGQUIT),  # its "immediate" shutdown
            "balancer": (part("balancer"), 0, signal.SIGKILL),
            "machine": (part("worker-b"), _FOR_GOOD, signal.SIGKILL),
        }

    def run(self) -> None:
        for kind, (name, away, number) in self.steps().items():
            if self._stop.wait(self.pause):
                return
            if kind in {"worker", "machine"}:
                self._until(partial(self._is_at_work, name))
            self.city.ground.parts.kill(name, away=away, number=number)
            self.done.append(kind)
            print(f"  —— {kind} 强行结束", flush=True)
            self._until(lambda: self.city.api().is_answering())

    def missing(self) -> list[str]:
        """What the play was too short for."""
        return [kind for kind in self.steps() if kind not in self.done]

    def stop(self) -> None:
        self._stop.set()

    def _is_at_work(self, name: str) -> bool:
        """A run is under way in a child of the worker's fork server."""
        worker = self.city.ground.parts.pid(name)
        return bool(children_of(children_of([worker])))

    def _until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not is_so() and time.monotonic() < end and not self._stop.wait(_LOOK_SECONDS):
            pass


@contextmanager
def disturbing(city: City, pause: float, done: list[str]) -> Iterator[Disturbance]:
    """``done`` gets the kinds that were ended."""
    disturbance = Disturbance(city, pause, done)
    thread = threading.Thread(target=disturbance.run, daemon=True)
    thread.start()
    try:
        yield disturbance
    finally:
        disturbance.stop()
        thread.join()
