"""The worker's handle on the fork server: start it, give it orders, hear of beginnings and ends."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deployments.resident.preload import Source, fingerprint

_START_SECONDS = 60.0

if TYPE_CHECKING:
    _Adapter = logging.LoggerAdapter[logging.Logger]


class ForkServerGone(RuntimeError):
    """The fork server ended by itself; with it ended its children."""


@dataclass(slots=True, eq=False)
class Child:
    """One flow run's process."""

    started: asyncio.Future[int]
    ended: asyncio.Future[int]

    def send(self, *signals: signal.Signals) -> None:
        if self.started.done() and not self.ended.done() and not self.started.exception():
            with contextlib.suppress(ProcessLookupError):
                for number in signals:
                    os.kill(self.started.result(), number)


@dataclass(slots=True, eq=False)
class _Server:
    process: asyncio.subprocess.Process
    writer: asyncio.StreamWriter
    ready: asyncio.Future[tuple[str, ...]]
    children: dict[str, Child] = field(default_factory=dict)


class Nursery:
    """Keeps one fork server with current code; old ones live until their last child ends."""

    def __init__(self, logger: "Callable[[], logging.Logger | _Adapter]") -> None:
        self._logger = logger
        self._sources: frozenset[Source] = frozenset()
        self._server: _Server | None = None
        self._servers: set[_Server] = set()
        self._code: tuple[tuple[str, int, int], ...] = ()
        self._lock = asyncio.Lock()
        self._listeners: set[asyncio.Task[None]] = set()

    async def know(self, sources: frozenset[Source]) -> None:
        """From the next run on these are imported beforehand."""
        if not sources <= self._sources:
            async with self._lock:
                self._sources |= sources
                await self._replace()

    async def spawn(self, order: dict[str, Any]) -> Child:
        """Orders a child for a flow run; ``order`` is what ``child.run_and_exit`` takes.

        Raises:
            ForkServerGone: no fork server would start.
        """
        server = await self._current()
        loop = asyncio.get_running_loop()
        child = Child(loop.create_future(), loop.create_future())
        server.children[order["id"]] = child
        server.writer.write(json.dumps(order).encode() + b"\n")
        await server.writer.drain()
        await child.started
        return child

    async def close(self) -> None:
        """Stops the fork server, which kills the children that are left."""
        async with self._lock:
            self._server = None
            for server in self._servers:
                server.writer.close()
        await asyncio.gather(*self._listeners)

    async def _current(self) -> _Server:
        async with self._lock:
            server = self._server
            if server is None or server.process.returncode is not None:
                await self._replace()
            elif server.ready.done() and fingerprint(server.ready.result()) != self._code:
                self._logger().info("Flow code has changed; loading it again")
                await self._replace()
            assert self._server is not None, "a server has just been started"
            server = self._server
        files = await asyncio.wait_for(asyncio.shield(server.ready), _START_SECONDS)
        if not self._code and server is self._server:
            self._code = fingerprint(files)
        return server

    async def _replace(self) -> None:
        self._retire()
        self._code = ()
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "deployments.resident.forkserver",
                str(theirs.fileno()),
                json.dumps([[source.directory, source.entrypoint] for source in self._listed()]),
                pass_fds=[theirs.fileno()],
            )
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 24)
        ready: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()
        self._server = _Server(process, writer, ready)
        self._servers.add(self._server)
        task = asyncio.create_task(self._listen(self._server, reader))
        self._listeners.add(task)
        task.add_done_callback(self._listeners.discard)

    def _listed(self) -> list[Source]:
        return sorted(self._sources)

    def _retire(self) -> None:
        server, self._server = self._server, None
        if server is not None and not server.children:
            server.writer.close()

    async def _listen(self, server: _Server, reader: asyncio.StreamReader) -> None:
        try:
            while line := await reader.readline():
                self._hear(server, json.loads(line))
        finally:
            await self._bury(server)

    def _hear(self, server: _Server, message: dict[str, Any]) -> None:
        match message["event"]:
            case "ready":
                for entrypoint, problem in message["problems"].items():
                    self._logger().warning("Cannot import %s: %s", entrypoint, problem)
                server.ready.set_result(tuple(message["files"]))
            case "started":
                server.children[message["id"]].started.set_result(message["pid"])
            case "ended":
                server.children.pop(message["id"]).ended.set_result(message["status"])
                if server is not self._server and not server.children:
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
