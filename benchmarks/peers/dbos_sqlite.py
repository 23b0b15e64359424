"""DBOS on SQLite: a workflow that waits for a message at each of eight stages.

``python -m benchmarks.peers.dbos_sqlite FOLDER`` is the measurement's program; with ``app`` as a
second argument it is the application, which starts as many workflows as its input says.
"""

import asyncio
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from dbos import DBOS, DBOSClient, SetWorkflowID

from benchmarks.peers.orders import obey, wait_until

STAGES = 8


@DBOS.step()
async def work(stage: int) -> int:
    return stage


@DBOS.workflow()
async def award() -> None:
    for stage in range(STAGES):
        await work(stage)
        await DBOS.set_event_async(f"waiting-{stage}", value=True)
        await DBOS.recv_async(f"gate-{stage}", timeout_seconds=86_400)


async def application(url: str) -> None:
    DBOS(config={"name": "award", "system_database_url": url, "run_admin_server": False})
    DBOS.launch()
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        first, count = map(int, line.split())
        for number in range(first, first + count):
            with SetWorkflowID(f"award-{number}"):
                await DBOS.start_workflow_async(award)


class Dbos:
    """The application as a process, and a client of its database here."""

    def __init__(self, folder: Path) -> None:
        self._app = subprocess.Popen(
            [sys.executable, "-m", __spec__.name, str(folder), "app"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._file = folder / "dbos.sqlite"
        self._stages: list[int] = []
        self._turn = 0

    def await_ready(self) -> None:
        assert self._app.stdout is not None, "it is a pipe"
        self._app.stdout.readline()
        self._client = DBOSClient(system_database_url=f"sqlite:///{self._file}")
        self._read = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)

    def bring(self, count: int) -> float:
        assert self._app.stdin is not None, "it is a pipe"
        first = len(self._stages)
        begun = time.perf_counter()
        self._stages += [0] * count
        self._app.stdin.write(f"{first} {count}\n")
        self._app.stdin.flush()
        last = range(first, first + count)
        wait_until(lambda: all(self._waits(number, 0) for number in last))
        return time.perf_counter() - begun

    def hop(self) -> float:
        number, self._turn = self._turn, (self._turn + 1) % len(self._stages)
        stage = self._stages[number]
        self._stages[number] += 1
        begun = time.perf_counter()
        self._client.send(f"award-{number}", "approved", f"gate-{stage}")
        wait_until(lambda: self._waits(number, stage + 1))
        return time.perf_counter() - begun

    def pids(self) -> list[int]:
        return [self._app.pid]

    def stop(self) -> None:
        self._app.kill()
        self._app.wait()

    def _waits(self, number: int, stage: int) -> bool:
        query = "SELECT 1 FROM workflow_events WHERE workflow_uuid = ? AND key = ?"
        found = self._read.execute(query, (f"award-{number}", f"waiting-{stage}")).fetchone()
        return found is not None


if __name__ == "__main__":
    where = Path(sys.argv[1])
    if sys.argv[2:] == ["app"]:
        asyncio.run(application(f"sqlite:///{where}/dbos.sqlite"))
    else:
        obey(lambda: Dbos(where))
