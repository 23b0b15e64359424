"""The measuring side: a peer's environment, its program, and orders to it."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks.processes import cpu_seconds, memory_mib
from deployments.engine.embedded.program import free_port

ENVIRONMENTS = Path("var/bench/environments")
_INSTALL_SECONDS = 600


class NotInstalled(Exception):
    """A peer cannot be measured here; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A system: how reports call it, its program, and what to install; nothing for our own."""

    name: str
    module: str
    requirement: str = ""
    environment: tuple[tuple[str, str], ...] = ()

    def python(self) -> str:
        """The interpreter of the peer's environment, made the first time.

        Raises:
            NotInstalled: the package index does not have it, or cannot be reached.
        """
        if not self.requirement:
            return sys.executable
        folder = ENVIRONMENTS / self.requirement
        done = folder / "installed"
        if not done.exists():
            _run(sys.executable, "-m", "venv", str(folder))
            pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
            _run(str(folder / "bin" / "python"), *pip, self.requirement)
            done.touch()
        return str((folder / "bin" / "python").absolute())


class Running:
    """A peer that is up; ends with the block."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self._open = ExitStack()

    def __enter__(self) -> Self:
        folder = self._open.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        self._log = Path(folder) / "program.log"
        with self._log.open("w", encoding="utf-8") as log:
            self._program = subprocess.Popen(
                [self.peer.python(), "-m", self.peer.module, folder],
                env={
                    **os.environ,
                    **dict(self.peer.environment),
                    "BENCHMARK_PORT": str(free_port()),
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.pids: list[int] = self._answer()["pids"]
        return self

    def __exit__(self, *_: object) -> None:
        if self._program.poll() is None:
            self._tell("stop")
        self._program.communicate()
        self._open.close()

    def bring(self, count: int) -> float:
        self._tell("bring", count)
        return float(self._answer())

    def hop(self) -> float:
        self._tell("hop")
        return float(self._answer())

    def reopen(self) -> float:
        """Seconds from a decision to reopen until the reopened stage waits; our own system only."""
        self._tell("reopen")
        return float(self._answer())

    def tick(self) -> float:
        """Seconds for one run of the clock; our own system only."""
        self._tell("tick")
        return float(self._answer())

    def calls(self) -> dict[str, int]:
        """The requests by kind since this was last asked; our own system only."""
        self._tell("calls")
        return dict(self._answer())

    def course(self) -> list[tuple[str, float]]:
        """The parts of the last hop in milliseconds; our own system only."""
        self._tell("course")
        return [(label, milliseconds) for label, milliseconds in self._answer()]

    def cpu(self) -> float:
        return cpu_seconds(self.pids)

    def memory(self) -> float:
        return memory_mib(self.pids)

    def _tell(self, *order: object) -> None:
        assert self._program.stdin is not None, "it is a pipe"
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()

    def _answer(self) -> Any:
        assert self._program.stdout is not None, "it is a pipe"
        line = self._program.stdout.readline()
        if not line:
            words = self._log.read_text(encoding="utf-8", errors="replace")[-1500:]
            raise RuntimeError(f"{self.peer.name} has ended\n{words}")
        return json.loads(line)


def _run(*command: str) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotInstalled(f"not installed within {_INSTALL_SECONDS} s") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NotInstalled(last[:200])
