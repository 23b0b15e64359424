"""Children forked before they are needed: each warms up and then waits for its order.

A fork shares its parent's memory until it touches it; to copy those pages, and to do for the first
time what each run does, takes a child longer than what it is there for. A spare has done so before
anybody waits for it.
"""

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

GIVEN, REFUSED = b"+", b"-"
COUNT = 2  # a decision is two runs: of the stage that ends and of the one that begins


@dataclass(slots=True)
class _Spare:
    pid: int
    line: socket.socket
    is_warm: bool = False


@dataclass(slots=True)
class Spares:
    """The fork server's side: a socket to each spare, on which it says once that it is warm."""

    _at: dict[int, _Spare] = field(default_factory=dict)  # by the socket's number

    def lines(self) -> tuple[int, ...]:
        return tuple(self._at)

    def is_short(self) -> bool:
        """One is missing, and none is warming up."""
        return len(self._at) < COUNT and all(spare.is_warm for spare in self._at.values())

    def fork(self) -> socket.socket | None:
        """One more; gives the spare its end of the line, and the server None."""
        pid, line = fork_with_line()
        if pid == 0:
            return line
        self._at[line.fileno()] = _Spare(pid, line)
        return None

    def hear(self, number: int) -> None:
        """It is warm, or it is gone."""
        spare = self._at[number]
        spare.is_warm = bool(spare.line.recv(1))
        if not spare.is_warm:
            self._let_go(number)

    def order(self, order: dict[str, Any]) -> tuple[int, socket.socket] | None:
        """The process that carries it out and the line to it, or None when no spare is warm."""
        for number in [number for number, spare in self._at.items() if spare.is_warm]:
            spare = self._at[number]
            with contextlib.suppress(OSError):  # it has died
                spare.line.sendall(json.dumps(order).encode() + b"\n")
                del self._at[number]
                return spare.pid, spare.line
            self._let_go(number)
        return None

    def forget(self) -> None:
        """In a child: the others' lines are not its own."""
        for number in self.lines():
            self._let_go(number)

    def _let_go(self, number: int) -> None:
        self._at.pop(number).line.close()


def fork_with_line() -> tuple[int, socket.socket]:
    """Forks; gives each side the child's number, 0 in the child, and its end of a line."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        return pid, theirs
    theirs.close()
    return pid, ours


def await_order(
    line: socket.socket, warmers: Iterable[Callable[[], object]]
) -> tuple[dict[str, Any], "Grant"]:
    """A spare's life until its order comes; it ends when the server is gone."""
    for warm in warmers:
        with contextlib.suppress(Exception):  # a run does without, slower
            warm()
    grant = Grant(line)
    line.sendall(b".")
    order = grant.lines.readline()
    if not order.endswith(b"\n"):
        os._exit(0)
    return json.loads(order), grant


class Grant:
    """A child gets ready while Prefect is asked whether its run is this worker's: then it waits."""

    def __init__(self, line: socket.socket) -> None:
        self.lines = line.makefile("rb")
        line.close()  # the file keeps it open

    def is_given(self) -> bool:
        """Waits for the word; no word comes when the worker is gone."""
        with self.lines:
            return self.lines.read(1) == GIVEN
