"""Airflow with human-in-the-loop: ``airflow standalone`` on SQLite, eight approvals in a row."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from benchmarks.peers.orders import obey, wait_until

DAG = """
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import DAG, chain

limits = {"max_active_runs": 2000, "max_active_tasks": 2000}  # what waits counts as active
with DAG("award", schedule=None, is_paused_upon_creation=False, **limits):
    chain(*[ApprovalOperator(task_id=f"approve-{n}", subject=f"Stage {n}") for n in range(8)])
"""

_PATIENCE, _PAUSE_SECONDS = 120.0, 0.2
_TASKS_AT_ONCE = "8"  # of the default's 32, SQLite is locked so often that the scheduler gives up


class Airflow:
    """All of Airflow's components as ``standalone`` starts them, and a client of its API here."""

    def __init__(self, folder: Path) -> None:
        port = os.environ["BENCHMARK_PORT"]
        self._url = f"http://127.0.0.1:{port}"
        (folder / "dags").mkdir()
        (folder / "dags" / "award.py").write_text(DAG, encoding="utf-8")
        settings = {
            "AIRFLOW_HOME": str(folder),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": port,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self._url}/execution/",
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__PARALLELISM": _TASKS_AT_ONCE,
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        self._program = subprocess.Popen(
            [sys.executable, "-m", "airflow", "standalone"],
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=(folder / "airflow.log").open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._database = f"file:{folder}/airflow.db?mode=ro"
        self._waiting: list[tuple[str, int]] = []

    def await_ready(self) -> None:
        wait_until(self._is_ready, look=1.0)
        self._read = sqlite3.connect(self._database, uri=True)

    def bring(self, count: int) -> float:
        begun = time.perf_counter()
        started = [(self._start(), 0) for _ in range(count)]
        self._waiting += started
        wait_until(lambda: all(self._waits(*each) for each in started))
        return time.perf_counter() - begun

    def hop(self) -> float:
        run, stage = self._waiting.pop(0)
        self._waiting.append((run, stage + 1))
        where = f"dags/award/dagRuns/{run}/taskInstances/approve-{stage}/-1/hitlDetails"
        begun = time.perf_counter()
        self._call("PATCH", where, {"chosen_options": ["Approve"], "params_input": {}})
        wait_until(lambda: self._waits(run, stage + 1))
        return time.perf_counter() - begun

    def pids(self) -> list[int]:
        return [self._program.pid]

    def stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._program.pid, number)
                self._program.wait(20)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue

    def _start(self) -> str:
        """A new run, asked for again while the scheduler holds the database."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                run = self._call("POST", "dags/award/dagRuns", {"logical_date": None})
            except HTTPError as error:
                if error.code < HTTPStatus.INTERNAL_SERVER_ERROR or time.monotonic() > end:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return str(run["dag_run_id"])

    def _waits(self, run: str, stage: int) -> bool:
        query = (
            "SELECT 1 FROM task_instance t JOIN hitl_detail h ON h.ti_id = t.id"
            " WHERE t.run_id = ? AND t.task_id = ? AND t.state IN ('deferred', 'awaiting_input')"
        )
        return self._read.execute(query, (run, f"approve-{stage}")).fetchone() is not None

    def _is_ready(self) -> bool:
        try:
            self._token: str = _ask(f"{self._url}/auth/token", {})["access_token"]
            return bool(self._call("GET", "dags/award")["dag_id"])
        except OSError:
            return False

    def _call(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        return _ask(f"{self._url}/api/v2/{path}", headers, method, body)


def _ask(url: str, headers: dict[str, str], method: str = "GET", body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, headers, method=method)  # noqa: S310 - a loopback address of ours
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    obey(lambda: Airflow(Path(sys.argv[1]).resolve()))
