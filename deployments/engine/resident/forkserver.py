"""A clean process that has Prefect and the flows imported, and forks a child for each flow run.

It has one thread, no event loop, no client and no database connection, so that a fork of it is
safe. It reads from a socket pair with the worker, one JSON object a line, first which flows there
are and then orders, and answers with the children's beginnings and ends. When the worker is gone
its children are killed: a run is never under way without a worker that answers for it.

``multiprocessing``'s own fork server would import the worker's main script again in each child.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deployments.engine.resident import child, preload, warm
from deployments.engine.resident.spares import (
    GIVEN,
    REFUSED,
    Grant,
    Spares,
    await_order,
    fork_with_line,
)
from runtime.processes import die_with_parent

_QUIET_SECONDS = 0.3


@dataclass(slots=True)
class _Server:
    worker: socket.socket
    children: dict[int, int] = field(default_factory=dict)
    undecided: dict[int, socket.socket] = field(default_factory=dict)
    """The lines to children that wait for a word of the worker, by their orders."""

    spares: Spares = field(default_factory=Spares)
    warmers: list[Callable[[], object]] = field(default_factory=list)
    unread: bytes = b""

    def tell(self, **message: Any) -> None:
        self.worker.sendall(json.dumps(message).encode() + b"\n")

    def sources(self) -> list[preload.Source] | None:
        """The worker's first line, or None when the worker is gone."""
        while not self.unread.endswith(b"\n"):  # nothing follows before the answer
            data = self.worker.recv(1 << 20)
            if not data:
                return None
            self.unread += data
        line, self.unread = self.unread, b""
        return [preload.Source(*pair) for pair in json.loads(line)["sources"]]

    def orders(self) -> list[dict[str, Any]] | None:
        """What came in since, or None when the worker is gone."""
        data = self.worker.recv(1 << 20)
        if not data:
            return None
        *lines, self.unread = (self.unread + data).split(b"\n")
        return [json.loads(line) for line in lines]


def main() -> None:
    """Serve until the worker closes its end; the argument is the socket's number."""
    die_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # sent to the whole group; the worker decides
    server = _Server(socket.socket(fileno=int(sys.argv[1])))
    warm.warm_up()
    settings = contextlib.ExitStack()
    settings.enter_context(warm.quiet_settings())
    modules = preload.import_modules(os.environ.get("RESIDENT_PRELOAD", ""))
    sources = server.sources()
    if sources is None:
        return
    problems = {**modules.problems, **preload.import_sources(sources)}
    warm.complete_models()
    loaded = preload.loaded_files(source.directory for source in sources)
    files = preload.fingerprint({*loaded, *modules.watched})
    for thread in threading.enumerate()[1:]:
        problems[thread.name] = "a thread that was started by an import is missing in the children"
    gc.collect()
    gc.freeze()  # the collector's marks would copy the shared pages
    server.warmers = [warm.touch, *modules.warmers]
    try:
        server.tell(event="ready", problems=problems, files=files)
        order = _serve(server)
    except ConnectionError:
        return  # the worker is gone, and Linux has ended the children with this process
    if order is not None:
        child.run_and_exit(*order, child.Surroundings(settings, modules.openers))


def _serve(server: _Server) -> tuple[dict[str, Any], Grant] | None:
    """Returns None in the server when the worker is gone, and its order in each child."""
    awake, asleep = os.pipe()
    os.set_blocking(awake, False)
    os.set_blocking(asleep, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(asleep, warn_on_full_buffer=False)
    me, worker = os.getpid(), server.worker.fileno()
    while True:
        readable = _wait(server, awake)
        if not readable and (line := server.spares.fork()):
            _become_child(server, me, awake, asleep)
            return await_order(line, server.warmers)
        if worker in readable:
            orders = server.orders()
            if orders is None:
                _kill_all(server)
                return None
            for order in orders:
                if "is_granted" in order:
                    _pass_on(server, **order)
                elif (line := _give(server, order)) is not None:
                    _become_child(server, me, awake, asleep)
                    return order, Grant(line)


def _wait(server: _Server, awake: int) -> list[int]:
    """Until something happens, and not for ever while a spare is missing; hears of the children."""
    waiting = [server.worker.fileno(), awake, *server.spares.lines()]
    quiet = _QUIET_SECONDS if server.spares.is_short() else None
    readable, _, _ = select.select(waiting, [], [], quiet)
    if awake in readable:
        with contextlib.suppress(BlockingIOError):
            os.read(awake, 4096)
        _reap(server)
    for line in readable:
        if line in server.spares.lines():
            server.spares.hear(line)
    return readable


def _give(server: _Server, order: dict[str, Any]) -> socket.socket | None:
    """A spare gets the order, or a new child, in which this gives its end of the line."""
    pid, line = server.spares.order(order) or fork_with_line()
    if pid == 0:
        return line
    server.children[pid] = order["id"]
    server.undecided[order["id"]] = line
    server.tell(event="started", id=order["id"], pid=pid)
    return None


def _pass_on(server: _Server, *, id: int, is_granted: bool) -> None:  # noqa: A002 - as orders say it
    """The child may begin, or it is not needed; one that has died does not hear it."""
    with server.undecided.pop(id) as line, contextlib.suppress(OSError):
        line.sendall(GIVEN if is_granted else REFUSED)


def _become_child(server: _Server, parent: int, *pipe: int) -> None:
    """A fork lets go of what is the server's."""
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)  # it died before Linux was told
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in pipe:
        os.close(end)
    server.worker.close()
    server.spares.forget()
    for line in server.undecided.values():
        line.close()


def _reap(server: _Server) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        order = server.children.pop(pid, None)
        if order is not None:
            server.tell(event="ended", id=order, status=os.waitstatus_to_exitcode(status))


def _kill_all(server: _Server) -> None:
    for pid in server.children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
