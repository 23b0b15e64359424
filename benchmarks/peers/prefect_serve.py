"""Stock Prefect: ``prefect server start`` on SQLite, and ``serve`` that polls every second.

A stage is a flow run that does a task, suspends with a form, and starts the next when resumed.
"""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen
from uuid import UUID

from benchmarks.peers.orders import obey, wait_until

HERE = "benchmarks.peers.prefect_serve"


def serve() -> None:
    """The process that runs the stages; its code is what a user of Prefect would write."""
    from benchmarks.peers.prefect_stage import stage

    stage.serve(name="served", limit=100)


class Prefect:
    """A server, a ``serve`` process, and a client of the server's API here."""

    def __init__(self, folder: Path) -> None:
        port = os.environ["BENCHMARK_PORT"]
        self._env = {name: value for name, value in os.environ.items() if "PREFECT" not in name}
        self._env |= {
            "PREFECT_HOME": str(folder),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        os.environ.update(self._env)
        server = ("-m", "prefect", "server", "start", "--port", port)
        self._programs = [self._start(*server)]
        self._folder = folder
        self._waiting: list[tuple[int, int]] = []
        self._count = 0

    def await_ready(self) -> None:
        wait_until(lambda: _answers(f"{self._env['PREFECT_API_URL']}/health"), look=0.2)
        self._programs.append(self._start("-m", HERE, str(self._folder), "serve"))
        self._read = sqlite3.connect(f"file:{self._folder}/prefect.db?mode=ro", uri=True)
        wait_until(lambda: bool(self._one("SELECT id FROM deployment")), look=0.2)

    def bring(self, count: int) -> float:
        from prefect.deployments import run_deployment

        numbers = range(self._count, self._count + count)
        self._count += count
        self._waiting += [(number, 0) for number in numbers]
        begun = time.perf_counter()
        for number in numbers:
            parameters = {"award": number, "number": 0}
            run_deployment("stage/served", parameters=parameters, timeout=0, as_subflow=False)
        wait_until(lambda: all(self._waits(number, 0) for number in numbers))
        return time.perf_counter() - begun

    def hop(self) -> float:
        from prefect.client.orchestration import get_client

        award, number = self._waiting.pop(0)
        self._waiting.append((award, number + 1))
        run = self._waits(award, number)
        begun = time.perf_counter()
        with get_client(sync_client=True) as client:
            client.resume_flow_run(UUID(run), run_input={"name": "approved"})
        wait_until(lambda: self._waits(award, number + 1) is not None)
        return time.perf_counter() - begun

    def pids(self) -> list[int]:
        return [program.pid for program in self._programs]

    def stop(self) -> None:
        for program in reversed(self._programs):
            program.terminate()
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()

    def _waits(self, award: int, number: int) -> str | None:
        """The run of a stage, if it is suspended and its form is out."""
        found = self._one(
            "SELECT r.id FROM flow_run r JOIN flow_run_input i ON i.flow_run_id = r.id"
            " WHERE r.name = ? AND r.state_type = 'PAUSED'",
            f"award-{award}-{number}",
        )
        return found[0] if found else None

    def _one(self, query: str, *values: str) -> Any:
        return self._read.execute(query, values).fetchone()

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *command],
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - a loopback address of ours
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    if sys.argv[2:] == ["serve"]:
        serve()
    else:
        obey(lambda: Prefect(Path(sys.argv[1])))
