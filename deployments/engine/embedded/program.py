"""One child program of the embedded server: started on a leash, ended with all it started."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Runs in a bare Python before the program itself: Linux then sends SIGTERM when the parent dies,
# however it dies, and Ctrl-C means again what it means in a terminal.
_LEASH = """
import ctypes, os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""
_TAIL = 2000
_LOG_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """What to start: ``command[0]`` is an absolute path; output is added to ``log``."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    stop_seconds: float = 20.0


class Running:
    """A started program; it and whatever it starts are one process group."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.since = time.monotonic()
        _roll(program.log)
        with program.log.open("ab") as log:
            self._log_begins = log.tell()
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, "-I", "-S", "-c", _LEASH, str(os.getpid()), *program.command],
                env=dict(program.environment),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=0o077,  # what it and its children write is for this user alone
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def release(self) -> Self:
        """Closes its input, which some programs wait for."""
        assert self._process.stdin is not None, "its input is a pipe"
        self._process.stdin.close()
        return self

    def exit_code(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self._process.poll()

    def wait(self, seconds: float) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(seconds)
        return None

    def stop(self) -> None:
        """SIGTERM, and after a while SIGKILL to all that is left of the group."""
        self._signal(signal.SIGTERM)
        self.wait(self.program.stop_seconds)
        self._signal_group(signal.SIGKILL)
        self._process.wait()
        self.release()

    def last_words(self) -> str:
        """The end of what it wrote since this start."""
        with self.program.log.open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(self._log_begins, size - _TAIL))
            return log.read().decode(errors="replace")

    def _signal(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(number)

    def _signal_group(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _roll(log: Path) -> None:
    """A long log becomes the old one."""
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
