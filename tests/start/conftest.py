"""The command ``zhijiang up`` on a home that was empty, as its user starts it.

Nothing here starts, wakes or resumes a run: the tests put facts into the database, as an import
would, and look at what happens through the API and in the folder of letters.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deployments.engine.embedded.program import free_port
from models.types import SHANGHAI
from runtime import database, keys
from runtime.clock import run_until
from runtime.prefect_login import kept_login
from runtime.settings import settings
from tests.embedded_fixture import wait_for

ROOT = Path(__file__).parents[2]
ZHIJIANG = Path(sys.executable).parent / "zhijiang"
PERIOD = 5  # seconds from one run of the clock to the next
PATIENCE = 240.0  # seconds; a loaded machine takes its time
_MORNING = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)  # a day whose year has a calendar


@dataclass
class Started:
    """One installation, and the process of its ``zhijiang up``."""

    home: Path
    port: int
    headers: dict[str, str] = field(default_factory=dict)
    _process: "subprocess.Popen[bytes] | None" = None
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))

    def up(self) -> None:
        """Comes back when the command says that it is up."""
        self.begun = datetime.now(UTC)
        says = self.home.with_name("up.log")
        command = [str(ZHIJIANG), "up", "--port", str(self.port)]
        with says.open("wb") as out:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment(self.home), stdout=out, stderr=out
            )
        wait_for(lambda: "请在浏览器打开" in self._told(says), PATIENCE)
        login = b64encode(kept_login(self.home).encode()).decode()
        self.headers = {"Authorization": f"Basic {login}"}

    def down(self) -> None:
        """What Ctrl-C does."""
        assert self._process is not None, "it is up"
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=PATIENCE)

    def kill(self, *parts: str) -> None:
        """``kill -9`` of these processes of the installation: server, worker."""
        for name, pid in self._parts().items():
            if name in parts:
                os.kill(pid, signal.SIGKILL)

    def ask(self, path: str, **body: Any) -> Any:
        """A question to Prefect's API, as its pages put it."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", **self.headers},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            return json.load(answer)

    def runs(self, deployment: str, **wanted: Any) -> list[dict[str, Any]]:
        """The scheduled and done runs of a deployment, the earliest first."""
        found: list[dict[str, Any]] = self.ask(
            "/flow_runs/filter",
            deployments={"name": {"any_": [deployment]}},
            flow_runs=wanted,
            sort="EXPECTED_START_TIME_ASC",
        )
        return found

    def history(self, run_id: str) -> list[str]:
        """The names of a run's states, oldest first."""
        with urllib.request.urlopen(
            urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api/flow_run_states/?flow_run_id={run_id}",
                headers=self.headers,
            ),
            timeout=10,
        ) as answer:
            states = json.load(answer)
        return [one["name"] for one in sorted(states, key=lambda one: one["timestamp"])]

    def _told(self, says: Path) -> str:
        assert self._process is not None, "it was started"
        told = says.read_text(encoding="utf-8")
        assert self._process.poll() is None, told
        return told

    def _parts(self) -> dict[str, int]:
        """The children of the command by what they run."""
        assert self._process is not None, "it is up"
        lines = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self._process.pid)],  # noqa: S607
            capture_output=True, text=True, check=False,
        ).stdout.splitlines()  # fmt: skip
        words = {"server": "uvicorn", "worker": "deployments.engine.resident"}
        return {
            name: int(line.split()[0])
            for line in lines
            for name, word in words.items()
            if word in line
        }


def environment(home: Path) -> dict[str, str]:
    """What the command is started with: nothing of this test's own settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "ZHIJIANG_"))}
    return {
        **kept,
        "ZHIJIANG_HOME": str(home),
        "ZHIJIANG_CLOCK": str(home.with_name("clock.json")),
        "ZHIJIANG_CLOCK_SECONDS": str(PERIOD),
        "ZHIJIANG_PORTAL_URL": f"http://localhost:{free_port()}",
    }


@pytest.fixture(scope="package")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Its first start, on a folder that is not there yet; time passes as it does outside."""
    home = tmp_path_factory.mktemp("start") / "home"
    clock = home.with_name("clock.json")
    run_until(clock, _MORNING + timedelta(days=300), rate=1.0, start=_MORNING)
    one = Started(home, free_port())
    one.up()
    try:
        with _same_desk(home):
            yield one
    finally:
        one.down()


@contextmanager
def _same_desk(home: Path) -> Iterator[None]:
    """This process uses the same database, as the command line would."""
    own = {k: v for k, v in environment(home).items() if k.startswith("ZHIJIANG_")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        _forget()
        yield
        database.engine().dispose()
    _forget()


def _forget() -> None:
    for cached in (settings, database.engine, keys.fernet):
        cached.cache_clear()


def eventually(is_so: Callable[[], bool]) -> None:
    """Only waits and looks; a server that is being started again is asked again."""

    def answers_yes() -> bool:
        try:
            return is_so()
        except OSError:
            return False

    wait_for(answers_yes, PATIENCE)
