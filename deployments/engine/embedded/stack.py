"""Starting and stopping the programs of an embedded server in their order."""

import contextlib
import fcntl
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self, TextIO

from deployments.engine.embedded import choices, commands, database, settings
from deployments.engine.embedded.api import Api
from deployments.engine.embedded.deaths import RESTART_SECONDS, Deaths, Pulse
from deployments.engine.embedded.errors import AlreadyRunning, StartFailed
from deployments.engine.embedded.program import Program, Running, free_port, is_free

_START_SECONDS = 90.0
_LOOK_SECONDS = 0.05
_WATCH_SECONDS = 0.5
_YOUNG_SECONDS = 300.0
_WORKERS: Mapping[commands.Engine, commands.Worker] = {"embedded": "resident", "stock": "process"}


class Embedded:
    """Starts and stops the server, the worker and further programs, in that order and back.

    ``register`` is a command that registers the deployments when its input is closed, or a function
    that is given the environment and does; that is between server and worker. ``programs`` are
    further commands by name, started last. With ``supervise`` a program that dies is started again,
    after the first, second… of ``restart_seconds``.
    ``log_level`` is that of the web server; at ``info`` it logs every request. ``tell`` is given a
    sentence for each step of the start. The engine ``stock`` is Prefect's own server and process
    worker.
    """

    def __init__(
        self,
        home: Path,
        *,
        api_port: int | None = None,
        engine: commands.Engine = "embedded",
        worker: commands.Worker | None = None,
        env: Mapping[str, str] | None = None,
        register: Sequence[str] | Callable[[Mapping[str, str]], object] | None = None,
        programs: Mapping[str, Sequence[str]] | None = None,
        pool: str = "zhijiang",
        supervise: bool = False,
        log_level: str = "warning",
        restart_seconds: Sequence[float] = RESTART_SECONDS,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        self.home = home.resolve()
        self.port = api_port if api_port is not None else free_port()
        self.pool = pool
        self._engine: commands.Engine = engine
        self._worker: commands.Worker = worker or _WORKERS[engine]
        self._register = register
        self._programs = dict(programs or {})
        self._supervise = supervise
        self._log_level = log_level
        self._restart_seconds = restart_seconds
        self._tell = tell
        self._lock: TextIO | None = None
        self._running: dict[str, Running] = {}
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._stopped = threading.Event()
        self._watcher: threading.Thread | None = None
        self._chosen = {"PREFECT_SERVER_LOGGING_LEVEL": log_level.upper(), **(env or {})}

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """Of everything that speaks to the server; known from the start on, with its login."""
        return settings.environment(self.home, self.port, choices.login(self.home), self._chosen)

    @cached_property
    def _api(self) -> Api:
        return Api(self.api_url, self.environment[choices.CLIENT_LOGIN])

    @property
    def url(self) -> str:
        """Where the office's pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api"

    def start(self) -> None:
        """Comes back when flow runs are taken.

        Raises:
            AlreadyRunning: on this folder, in any process.
            SettingRefused: a setting of the site's would weaken or contradict the login.
            StartFailed: and nothing is left running.
        """
        self._acquire()
        try:
            self._start_all()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends everything; a second call does nothing."""
        with self._changing:
            self._stopping.set()
        for name in reversed(tuple(self._running)):
            self._running.pop(name).stop()
        self._stopped.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def pids(self) -> dict[str, int]:
        """The process of each program, which is also its process group."""
        return {name: running.pid for name, running in self._running.items()}

    def wait(self) -> None:
        """Until ``stop`` is called in another thread, or a signal raises here."""
        while not self._stopping.wait(_WATCH_SECONDS):
            pass

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _acquire(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        lock = (self.home / "embedded.lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with lock:
                lock.seek(0)
                raise AlreadyRunning(self.home, _facts(lock.read())) from None
        lock.seek(0)
        lock.truncate()
        lock.write(json.dumps({"pid": os.getpid(), "url": self.url}))
        lock.flush()
        self._lock = lock
        self._stopping.clear()
        self._stopped.clear()

    def _start_all(self) -> None:
        if not is_free(self.port):
            raise StartFailed("Prefect 服务", f"端口 {self.port} 已被占用")
        file = self.home / "prefect" / "prefect.db"
        is_seeded = database.seed(file)
        self._tell("正在启动 Prefect 服务……")
        server = commands.server(self._engine, self.port, self._log_level)
        self._launch("server", server).release()
        worker = self._launch("worker", commands.worker(self._worker, self.pool))  # loads meanwhile
        if self._register is not None and not callable(self._register):
            self._launch("register", self._register)  # so does this
        self._await("server", self._api.is_answering)
        if not is_seeded:
            database.keep(file)
        self._tell("正在登记部署……")
        self._api.create_pool(self.pool, self._worker)
        self._register_deployments()
        self._tell("正在启动工作进程……")
        before = self._last_heartbeat()
        worker.release()
        self._await("worker", lambda: self._last_heartbeat() != before)
        for name, command in self._programs.items():
            self._launch(name, command).release()
        if self._supervise:
            self._watcher = threading.Thread(target=self._watch, daemon=True)
            self._watcher.start()

    def _launch(self, name: str, command: Sequence[str]) -> Running:
        log = self.home / "logs" / f"{name}.log"
        running = Running(Program(name, command, self.environment, log))
        self._running[name] = running
        return running

    def _await(self, name: str, is_up: Callable[[], bool]) -> None:
        end = time.monotonic() + _START_SECONDS
        running = self._running[name]
        while not is_up():
            code = running.exit_code()
            if code is not None:
                raise StartFailed(name, f"进程已结束（{code}）", running.last_words())
            if time.monotonic() > end:
                raise StartFailed(name, f"{_START_SECONDS:.0f} 秒内没有应答", running.last_words())
            time.sleep(_LOOK_SECONDS)

    def _last_heartbeat(self) -> str | None:
        return self._api.last_heartbeat(self.pool, commands.WORKER)

    def _register_deployments(self) -> None:
        if callable(self._register):
            self._register(self.environment)
        elif self._register is not None:
            running = self._running["register"].release()
            code = running.wait(_START_SECONDS)
            del self._running["register"]
            if code != 0:
                running.stop()
                raise StartFailed("register", f"退出码 {code}", running.last_words())

    def _watch(self) -> None:
        """Starts what has died again, until everything is to stop.

        Then it waits for that: what this thread has started would die with it.
        """
        deaths, pulse = Deaths(self._restart_seconds), Pulse(self._api.is_answering)
        while not self._stopping.wait(_WATCH_SECONDS):
            is_hung = pulse.is_lost()
            with self._changing:
                if self._stopping.is_set():
                    break
                if is_hung and self._had_time_to_start():
                    self._running["server"].stop()
                    pulse = Pulse(self._api.is_answering)
                for name in tuple(self._running):
                    self._look_after(name, deaths)
        self._stopped.wait()

    def _had_time_to_start(self) -> bool:
        """A server that is still starting on a busy machine does not hang."""
        return time.monotonic() - self._running["server"].since > _YOUNG_SECONDS

    def _look_after(self, name: str, deaths: Deaths) -> None:
        running = self._running[name]
        if running.exit_code() is None:
            deaths.is_up(name, running.since)
        elif deaths.is_time(name):
            running.stop()
            self._launch(name, running.program.command).release()


def running_facts(home: Path) -> dict[str, Any]:
    """``pid`` and ``url`` of the embedded server that runs, or ran last, on this folder."""
    lock = home / "embedded.lock"
    return _facts(lock.read_text(encoding="utf-8")) if lock.is_file() else {}


def _facts(text: str) -> dict[str, Any]:
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


@contextlib.contextmanager
def embedded(home: Path, **options: Any) -> Iterator[Embedded]:
    """An ``Embedded`` that runs inside the block; SIGTERM ends the block like Ctrl-C does."""
    with _sigterm_raises(), Embedded(home, **options) as running:
        yield running


@contextlib.contextmanager
def _sigterm_raises() -> Iterator[None]:
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
