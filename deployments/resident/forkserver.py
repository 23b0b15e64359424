"""A clean process that has Prefect and the flows imported, and forks a child for each flow run.

It has one thread, no event loop, no client and no database connection, so that a fork of it is
safe. It reads orders, one JSON object a line, from a socket pair with the worker, and answers with
the children's beginnings and ends. When the worker is gone its children are killed: a run is never
under way without a worker that answers for it.

``multiprocessing``'s own fork server would import the worker's main script again in each child.
"""

import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from deployments.resident import child, preload, warm

_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class _Server:
    worker: socket.socket
    children: dict[int, str] = field(default_factory=dict)
    unread: bytes = b""

    def tell(self, **message: Any) -> None:
        self.worker.sendall(json.dumps(message).encode() + b"\n")

    def orders(self) -> list[dict[str, Any]] | None:
        """What came in since, or None when the worker is gone."""
        data = self.worker.recv(1 << 20)
        if not data:
            return None
        *lines, self.unread = (self.unread + data).split(b"\n")
        return [json.loads(line) for line in lines]


def main() -> None:
    """Serve until the worker closes its end; the arguments are the socket's number and sources."""
    _die_with_parent()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # sent to the whole group; the worker decides
    server = _Server(socket.socket(fileno=int(sys.argv[1])))
    sources = [preload.Source(*pair) for pair in json.loads(sys.argv[2])]
    warm.warm_up()
    settings = contextlib.ExitStack()
    settings.enter_context(warm.quiet_settings())
    problems = preload.import_sources(sources)
    watched = preload.import_modules(os.environ.get("RESIDENT_PRELOAD", ""), problems)
    loaded = preload.loaded_files(source.directory for source in sources)
    files = preload.fingerprint({*loaded, *watched})
    for thread in threading.enumerate()[1:]:
        problems[thread.name] = "a thread that was started by an import is missing in the children"
    gc.collect()
    gc.freeze()  # the collector's marks would copy the shared pages
    try:
        server.tell(event="ready", problems=problems, files=files)
        order = _serve(server)
    except ConnectionError:
        return  # the worker is gone, and Linux has ended the children with this process
    if order is not None:
        server.worker.close()
        child.run_and_exit(order, settings)


def _serve(server: _Server) -> dict[str, Any] | None:
    """Returns None in the server when the worker is gone, and its order in each child."""
    awake, asleep = os.pipe()
    os.set_blocking(awake, False)
    os.set_blocking(asleep, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(asleep, warn_on_full_buffer=False)
    worker = server.worker.fileno()
    while True:
        readable, _, _ = select.select([worker, awake], [], [])
        if awake in readable:
            with contextlib.suppress(BlockingIOError):
                os.read(awake, 4096)
            _reap(server)
        if worker in readable:
            orders = server.orders()
            if orders is None:
                _kill_all(server)
                return None
            for order in orders:
                if _fork(server, order):
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    os.close(awake)
                    os.close(asleep)
                    return order


def _fork(server: _Server, order: dict[str, Any]) -> bool:
    """Is this the child?"""
    server_pid = os.getpid()
    pid = os.fork()
    if pid == 0:
        _die_with_parent()
        if os.getppid() != server_pid:
            os._exit(1)  # it died before Linux was told
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        return True
    server.children[pid] = order["id"]
    server.tell(event="started", id=order["id"], pid=pid)
    return False


def _reap(server: _Server) -> None:
    while server.children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        run = server.children.pop(pid, None)
        if run is not None:
            server.tell(event="ended", id=run, status=os.waitstatus_to_exitcode(status))


def _kill_all(server: _Server) -> None:
    for pid in server.children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Linux kills this process when its parent dies, however that dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
