"""The program's side of the measurement: one JSON order a line in, one answer a line out.

Imports the standard library only, because it runs in the peers' environments.
"""

import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Protocol


class System(Protocol):
    """A workflow system with a workflow of several stages, each ending at a gate for a person."""

    def await_ready(self) -> None:
        """Until it takes orders; making it has started its processes."""

    def bring(self, count: int) -> float:
        """Starts so many more workflows; the seconds until all wait at their first gate."""

    def hop(self) -> float:
        """Approves the gate of one; the seconds until its next stage waits."""

    def pids(self) -> list[int]:
        """The processes of the system, without this program."""

    def stop(self) -> None: ...


def obey(start: Callable[[], System]) -> None:
    """Serves orders until ``stop``, or until whoever gives them is gone."""
    out, sys.stdout = sys.stdout, sys.stderr
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    system = start()
    try:
        system.await_ready()
        print(json.dumps({"pids": system.pids()}), file=out, flush=True)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            if name == "stop":
                break
            print(json.dumps(getattr(system, name)(*arguments)), file=out, flush=True)
    finally:
        system.stop()


def wait_until(is_so: Callable[[], bool], patience: float = 300.0, look: float = 0.004) -> None:
    end = time.perf_counter() + patience
    while not is_so():
        if time.perf_counter() > end:
            raise TimeoutError(f"not within {patience:.0f} s")
        time.sleep(look)
