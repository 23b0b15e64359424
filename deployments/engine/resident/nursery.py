"""The worker's handle on the fork server: start it, give it orders, hear of beginnings and ends."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from deployments.engine.resident.preload import FileState, Source, fingerprint

if TYPE_CHECKING:
    _Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]

_START_SECONDS = 60.0


class ForkServerGone(RuntimeError):
    """The fork server ended by itself; with it ended its children."""


@dataclass(slots=True, eq=False)
class Child:
    """One flow run's process; ``ended`` has its exit code, negative for a signal."""

    id: int
    tell: Callable[[dict[str, Any]], None]
    started: asyncio.Future[int]
    ended: asyncio.Future[int]
    is_decided: bool = False

    def begin(self) -> None:
        self._decide(is_granted=True)

    def dismiss(self) -> None:
        """It is not needed, unless it has begun."""
        if not self.is_decided:
            self._decide(is_granted=False)

    def _decide(self, *, is_granted: bool) -> None:
        self.is_decided = True
        self.tell({"id": self.id, "is_granted": is_granted})

    def send(self, *signals: signal.Signals) -> None:
        if self.started.done() and not self.ended.done() and not self.started.exception():
            with contextlib.suppress(ProcessLookupError):
                for number in signals:
                    os.kill(self.started.result(), number)


@dataclass(slots=True, eq=False)
class _Server:
    process: asyncio.subprocess.Process
    writer: asyncio.StreamWriter
    ready: asyncio.Future[tuple[FileState, ...]]
    children: dict[int, Child] = field(default_factory=dict)
    sources: frozenset[Source] | None = None
    """What it was told to import; None before."""

    is_retired: bool = False

    def is_usable(self) -> bool:
        """Alive, and as the files are now."""
        if self.process.returncode is not None:
            return False
        if not self.ready.done():
            return True
        loaded = () if self.ready.exception() else self.ready.result()
        return fingerprint(state[0] for state in loaded) == loaded

    def load(self, sources: frozenset[Source]) -> None:
        self.sources = sources
        self.tell({"sources": [[one.directory, one.entrypoint] for one in sorted(sources)]})

    def tell(self, order: dict[str, Any]) -> None:
        """Says nothing when it is gone; of that, who waits for a child hears."""
        if not self.writer.is_closing():
            self.writer.write(json.dumps(order).encode() + b"\n")

    def retire(self) -> None:
        """Ends with its last child: a closed connection kills the children."""
        self.is_retired = True
        if not self.children:
            self.writer.close()


class Nursery:
    """Keeps one fork server with the code as it is now.

    A flow that the server has not imported runs all the same, its child imports it; meanwhile a
    successor imports it for the next run.
    """

    def __init__(self, logger: "Callable[[], _Logger]") -> None:
        self._logger = logger
        self._sources: frozenset[Source] = frozenset()
        self._server: _Server | None = None
        self._servers: set[_Server] = set()
        self._successor: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._is_closed = False
        self._listeners: set[asyncio.Task[None]] = set()
        self._numbers = count(1)

    async def begin(self) -> None:
        """A fork server starts to import what does not depend on the sources."""
        async with self._lock:
            if self._server is None:
                self._server = await self._start()

    async def know(self, sources: Iterable[Source]) -> None:
        """These are imported beforehand, from now on or soon."""
        self._sources |= frozenset(sources)
        async with self._lock:
            if self._server is None:
                self._server = await self._begin()
            elif self._server.sources is None:
                self._server.load(self._sources)

    async def spawn(self, order: dict[str, Any]) -> Child:
        """Orders a child for a flow run; ``order`` is what ``child.run_and_exit`` takes.

        It gets ready, and does nothing before it is told to ``begin``.

        Raises:
            ForkServerGone: no fork server would start.
        """
        server = await self._current()
        if server.writer.is_closing():
            raise ForkServerGone("it has ended in this moment")
        loop = asyncio.get_running_loop()
        # Not the run's: while one child is dismissed the run may be due again and get another.
        number = next(self._numbers)
        child = Child(number, server.tell, loop.create_future(), loop.create_future())
        server.children[number] = child
        server.tell({**order, "id": number})
        await child.started
        return child

    async def close(self) -> None:
        """Stops the fork servers, which kills the children that are left."""
        self._is_closed = True
        if self._successor is not None:
            self._successor.cancel()
        for server in self._servers:
            server.writer.close()
        await asyncio.gather(*self._listeners)

    async def _current(self) -> _Server:
        async with self._lock:
            if self._is_closed:
                raise ForkServerGone("the worker is stopping")
            server = self._server
            if server is None or not server.is_usable():
                self._logger().info("Loading the flow code, which is new or has changed")
                server = await self._begin()
                self._replace(server)
            elif server.sources is None:
                server.load(self._sources)
            elif not self._sources <= server.sources and self._successor is None:
                self._successor = asyncio.create_task(self._succeed())
            await asyncio.wait_for(asyncio.shield(server.ready), _START_SECONDS)
            return server

    async def _succeed(self) -> None:
        try:
            server = await self._begin()
            await server.ready
            self._replace(server)
        finally:
            self._successor = None

    def _replace(self, server: _Server) -> None:
        old, self._server = self._server, server
        if old is not None:
            old.retire()

    async def _begin(self) -> _Server:
        server = await self._start()
        server.load(self._sources)
        return server

    async def _start(self) -> _Server:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "deployments.engine.resident.forkserver",
                str(theirs.fileno()),
                pass_fds=[theirs.fileno()],
            )
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 24)
        ready: asyncio.Future[tuple[FileState, ...]] = asyncio.get_running_loop().create_future()
        server = _Server(process, writer, ready)
        self._servers.add(server)
        task = asyncio.create_task(self._listen(server, reader))
        self._listeners.add(task)
        task.add_done_callback(self._listeners.discard)
        return server

    async def _listen(self, server: _Server, reader: asyncio.StreamReader) -> None:
        try:
            while line := await reader.readline():
                self._hear(server, json.loads(line))
        finally:
            await self._bury(server)

    def _hear(self, server: _Server, message: dict[str, Any]) -> None:
        match message["event"]:
            case "ready":
                for name, problem in message["problems"].items():
                    self._logger().warning("Loading the flow code, %s: %s", name, problem)
                server.ready.set_result(tuple((f, t, s) for f, t, s in message["files"]))
            case "started":
                server.children[message["id"]].started.set_result(message["pid"])
            case "ended":
                server.children.pop(message["id"]).ended.set_result(message["status"])
                if server.is_retired and not server.children:
                    server.writer.close()

    async def _bury(self, server: _Server) -> None:
        server.writer.close()
        self._servers.discard(server)
        gone = ForkServerGone("the fork server has ended")
        _break(server.ready, gone)
        for child in server.children.values():
            _break(child.started, gone)
            child.ended.set_result(-signal.SIGKILL)
        server.children.clear()
        await server.process.wait()


def _break(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # seen, if nobody waits for it
