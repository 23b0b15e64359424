"""The embedded server: Prefect's server and a worker as children of this process, on loopback.

For ``zhijiang up``, the demo and the tests. Everything it keeps is below one folder: ``prefect/``
(the server's SQLite file), ``logs/`` and ``embedded.lock``. It knows nothing of stages.

    EmbeddedError
    ├── AlreadyRunning   another process runs the embedded server of this folder
    └── StartFailed      a program did not come up; its last words are in the sentence
"""

import contextlib
import fcntl
import json
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Literal, NoReturn, Self, TextIO

from deployments import embedded_database, embedded_settings
from deployments.embedded_program import Program, Running, free_port, is_free

_START_SECONDS = 90.0
_LOOK_SECONDS = 0.05
_WATCH_SECONDS = 0.5
_WORKER = "embedded"
_RESTART_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)
_STEADY_SECONDS = 60.0


class EmbeddedError(RuntimeError):
    """The embedded server cannot do what was asked; the sentence is for the user."""


class AlreadyRunning(EmbeddedError):
    def __init__(self, home: Path, facts: Mapping[str, Any]) -> None:
        self.facts = dict(facts)
        where = f"（进程 {facts.get('pid', '?')}，{facts.get('url', '地址未知')}）"
        super().__init__(f"{home} 的内嵌服务已经在运行{where}，请勿重复启动。")


class StartFailed(EmbeddedError):
    def __init__(self, name: str, why: str, last_words: str = "") -> None:
        self.name = name
        super().__init__("\n".join(filter(None, [f"{name} 启动失败：{why}", last_words])))


class Embedded:
    """Starts and stops the server, the worker and further programs, in that order and back.

    ``register`` is a command that registers the deployments, or a function that is given the
    environment and does; it runs between server and worker. ``programs`` are further commands by
    name, started last. With ``supervise`` a program that dies is started again.
    """

    def __init__(
        self,
        home: Path,
        *,
        api_port: int | None = None,
        worker: Literal["resident", "process"] = "resident",
        env: Mapping[str, str] | None = None,
        register: Sequence[str] | Callable[[Mapping[str, str]], object] | None = None,
        programs: Mapping[str, Sequence[str]] | None = None,
        pool: str = "zhijiang",
        supervise: bool = False,
    ) -> None:
        self.home = home.resolve()
        self.port = api_port if api_port is not None else free_port()
        self.pool = pool
        self._worker = worker
        self._register = register
        self._programs = dict(programs or {})
        self._supervise = supervise
        self._lock: TextIO | None = None
        self._running: dict[str, Running] = {}
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None
        self.environment: Mapping[str, str] = embedded_settings.environment(
            self.home, self.port, env or {}
        )

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
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        for name in reversed(tuple(self._running)):
            self._running.pop(name).stop()
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

    def _start_all(self) -> None:
        if not is_free(self.port):
            raise StartFailed("Prefect 服务", f"端口 {self.port} 已被占用")
        database = self.home / "prefect" / "prefect.db"
        is_seeded = embedded_database.seed(database)
        self._launch("server", self._server_command())
        self._await("server", self._server_answers)
        if not is_seeded:
            embedded_database.keep(database)
        self._create_pool()
        self._register_deployments()
        before = self._worker_heartbeat()
        self._launch("worker", self._worker_command())
        self._await("worker", lambda: self._worker_heartbeat() != before)
        for name, command in self._programs.items():
            self._launch(name, command)
        if self._supervise:
            self._watcher = threading.Thread(target=self._watch, daemon=True)
            self._watcher.start()

    def _server_command(self) -> tuple[str, ...]:
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning")
        app = "deployments.embedded_server:create_app"
        return (sys.executable, "-m", "uvicorn", "--factory", app, *where)

    def _worker_command(self) -> tuple[str, ...]:
        which = ("--pool", self.pool, "--type", self._worker, "--name", _WORKER)
        return (sys.executable, "-m", "prefect", "worker", "start", *which)

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

    def _server_answers(self) -> bool:
        try:
            return self._call("GET", "/health") is True
        except OSError:
            return False

    def _worker_heartbeat(self) -> str | None:
        workers = self._call("POST", f"/work_pools/{self.pool}/workers/filter", {})
        seen = {worker["name"]: worker["last_heartbeat_time"] for worker in workers}
        return seen.get(_WORKER)

    def _create_pool(self) -> None:
        """Without a template: the worker supplies its own."""
        try:
            self._call("POST", "/work_pools/", {"name": self.pool, "type": self._worker})
        except urllib.error.HTTPError as error:
            if error.code != 409:  # noqa: PLR2004 - HTTP: it exists
                raise

    def _register_deployments(self) -> None:
        if callable(self._register):
            self._register(self.environment)
        elif self._register is not None:
            running = self._launch("register", self._register)
            code = running.wait(_START_SECONDS)
            del self._running["register"]
            if code != 0:
                running.stop()
                raise StartFailed("register", f"退出码 {code}", running.last_words())

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - a loopback address of ours
            self.api_url + path, data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.load(answer)

    def _watch(self) -> None:
        """Starts what has died again, later each time, until it stays up for a minute."""
        deaths: dict[str, int] = {}
        due: dict[str, float] = {}
        while not self._stopping.wait(_WATCH_SECONDS):
            now = time.monotonic()
            for name, running in tuple(self._running.items()):
                if running.exit_code() is None:
                    if now - running.since > _STEADY_SECONDS:
                        deaths.pop(name, None)
                elif name not in due:
                    count = deaths[name] = deaths.get(name, 0) + 1
                    due[name] = now + _RESTART_SECONDS[min(count, len(_RESTART_SECONDS)) - 1]
                elif now >= due[name]:
                    del due[name]
                    running.stop()
                    self._launch(name, running.program.command)


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
