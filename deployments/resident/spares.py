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
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            return theirs
        theirs.close()
        self._at[ours.fileno()] = _Spare(pid, ours)
        return None

    def hear(self, number: int) -> None:
        """It is warm, or it is gone."""
        spare = self._at[number]
        spare.is_warm = bool(spare.line.recv(1))
        if not spare.is_warm:
            self._let_go(number)

    def order(self, order: dict[str, Any]) -> int | None:
        """The process that carries it out, or None when no spare is warm."""
        for number in [number for number, spare in self._at.items() if spare.is_warm]:
            spare = self._at[number]
            with contextlib.suppress(OSError):  # it has died
                spare.line.sendall(json.dumps(order).encode() + b"\n")
                self._let_go(number)
                return spare.pid
            self._let_go(number)
        return None

    def forget(self) -> None:
        """In a child: the others' lines are not its own."""
        for number in self.lines():
            self._let_go(number)

    def _let_go(self, number: int) -> None:
        self._at.pop(number).line.close()


def await_order(line: socket.socket, warmers: Iterable[Callable[[], object]]) -> dict[str, Any]:
    """A spare's life until its order comes; it ends when the server is gone."""
    for warm in warmers:
        with contextlib.suppress(Exception):  # a run does without, slower
            warm()
    with line, line.makefile("rb") as lines:
        line.sendall(b".")
        order = lines.readline()
    if not order.endswith(b"\n"):
        os._exit(0)
    found: dict[str, Any] = json.loads(order)
    return found
