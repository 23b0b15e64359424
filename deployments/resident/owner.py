"""Who took a flow run: a worker process, named so that another one can tell whether it is alive."""

import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path

_SENTENCE = "由工作进程 {} 接手"
_PATTERN = re.compile(r"由工作进程 (\S+)/(\w+)/(\d+)/(\d+) 接手")


@dataclass(frozen=True, slots=True)
class Owner:
    """A process on a machine since its last boot; ``started`` tells reused numbers apart."""

    host: str
    boot: str
    pid: int
    started: int

    @classmethod
    def this_process(cls) -> "Owner":
        pid = os.getpid()
        return cls(socket.gethostname(), _boot(), pid, _started(pid) or 0)

    @classmethod
    def in_message(cls, message: str | None) -> "Owner | None":
        """The owner named in the message of a Pending state."""
        found = _PATTERN.search(message or "")
        return found and cls(found[1], found[2], int(found[3]), int(found[4]))

    def message(self) -> str:
        return _SENTENCE.format(f"{self.host}/{self.boot}/{self.pid}/{self.started}")

    def is_dead(self) -> bool:
        """Certainly dead: a process of another machine cannot be judged from here."""
        if self.host != socket.gethostname():
            return False
        return self.boot != _boot() or _started(self.pid) != self.started


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
