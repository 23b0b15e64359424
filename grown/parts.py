"""Running parts by name: what dies is started again, unless it is held down."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from deployments.engine.embedded.program import Program, Running

_LOOK_SECONDS = 0.2
_RESTART_SECONDS = 1.0
_START_SECONDS = 180.0


class NotStarted(RuntimeError):
    """A part did not come up; the sentence ends with its last words."""


class Parts:
    """What runs; ``killed`` names what was ended on purpose, in order."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._logs.mkdir(parents=True, exist_ok=True)
        self._running: dict[str, Running] = {}
        self._away: dict[str, float] = {}
        self._changing = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.killed: list[str] = []

    @property
    def names(self) -> list[str]:
        return list(self._running)

    def launch(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        log = self._logs / f"{name}.log"
        with self._changing:
            running = Running(Program(name, command, environment, log))
            self._running[name] = running.release()

    def await_up(self, name: str, is_up: Callable[[], bool]) -> None:
        """Until it answers.

        Raises:
            NotStarted: it ended, or took too long.
        """
        end = time.monotonic() + _START_SECONDS
        while not is_up():
            if self._running[name].exit_code() is not None or time.monotonic() > end:
                raise NotStarted(f"{name}：{self._running[name].last_words()}")
            time.sleep(_LOOK_SECONDS)

    def run(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """A step that ends.

        Raises:
            NotStarted: it did not end well.
        """
        running = Running(Program(name, command, environment, self._logs / f"{name}.log"))
        code = running.release().wait(_START_SECONDS)
        words = running.last_words()
        running.stop()
        if code != 0:
            raise NotStarted(f"{name}：{words}")

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def kill(self, name: str, *, away: float = 0, number: signal.Signals = signal.SIGKILL) -> None:
        """End it and all it started; it is away for that many seconds, and then starts again."""
        with self._changing:
            self._away[name] = time.monotonic() + away
            os.killpg(self._running[name].pid, number)
        self.killed.append(name)

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            with self._changing:
                for name, running in list(self._running.items()):
                    if running.exit_code() is not None and self._is_time(name):
                        running.stop()
                        self._running[name] = Running(running.program).release()

    def _is_time(self, name: str) -> bool:
        """A second after its death, or when it may come back."""
        return time.monotonic() > self._away.setdefault(name, time.monotonic() + _RESTART_SECONDS)

    def stop(self, names: Sequence[str] | None = None) -> None:
        """The last first; without names all of them, and nothing is started again."""
        with self._changing:
            for name in reversed(names or self.names):
                self._running.pop(name).stop()

    def close(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self.stop()

    def watch(self) -> None:
        self._thread.start()


@contextmanager
def running_parts(logs: Path) -> Iterator[Parts]:
    """Parts that are looked after until the block ends."""
    parts = Parts(logs)
    parts.watch()
    try:
        yield parts
    finally:
        parts.close()
