"""Who took a flow run: a worker process, named so that another one can tell whether it is alive.

On its own machine that is seen; of another machine only Prefect can tell whether the worker of that
name is still heard of.
"""

import os
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

_SENTENCE = "由工作进程 {} 接手"
_PATTERN = re.compile(r"由工作进程 (\S+)/(\w+)/(\d+)/(\d+)(?:/(.+))? 接手")


@dataclass(frozen=True, slots=True)
class Owner:
    """A process on a machine since its last boot; ``started`` tells reused numbers apart."""

    host: str
    boot: str
    pid: int
    started: int
    worker: str = ""

    @classmethod
    def this_process(cls, worker: str) -> "Owner":
        pid = os.getpid()
        return cls(_host(), _boot(), pid, _started(pid) or 0, worker)

    @classmethod
    def in_message(cls, message: str | None) -> "Owner | None":
        """The owner named in the message of a Pending state."""
        found = _PATTERN.search(message or "")
        return found and cls(found[1], found[2], int(found[3]), int(found[4]), found[5] or "")

    def message(self) -> str:
        return _SENTENCE.format(f"{self.host}/{self.boot}/{self.pid}/{self.started}/{self.worker}")

    @property
    def is_here(self) -> bool:
        """On this machine, where its process can be seen."""
        return self.host == _host()

    def is_dead(self, lost: Collection[str]) -> bool:
        """Gone from this machine; or from another, and its worker is one of the lost ones."""
        if not self.is_here:
            return self.worker in lost
        return self.boot != _boot() or _started(self.pid) != self.started


def _host() -> str:
    """Containers of one name do not see each other's processes."""
    space = Path("/proc/self/ns/pid")
    inside = space.readlink().name.strip("pid:[]") if space.is_symlink() else ""
    return f"{socket.gethostname()}.{inside}"


def _boot() -> str:
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text().strip().replace("-", "")[:8] if path.exists() else "0"


def _started(pid: int) -> int | None:
    """Clock ticks from boot to the start of the process, or None when there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])
