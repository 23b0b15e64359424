"""Small flows that do what stage flows do, and leave traces in files."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, suspend_flow_run, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.deployments import run_deployment
from prefect.exceptions import Pause
from prefect.input import RunInput
from prefect.runtime import flow_run as this_run
from prefect.states import Scheduled


class Approval(RunInput):
    name: str


@task(cache_policy=NO_CACHE)
def note(file: str, line: str) -> None:
    with Path(file).open("a", encoding="utf-8") as notes:
        notes.write(line + "\n")


@flow
def leave_note(file: str, line: str) -> None:
    note(file, line)


@flow
async def leave_note_async(file: str, line: str) -> None:
    note(file, line)


@flow
def ask(file: str) -> None:
    approval = suspend_flow_run(wait_for_input=Approval, key="approve-1")
    note(file, approval.name)


@flow
def wait_until_due(seconds: float) -> None:
    """As a stage waits: it moves its own run to the due time, and there it ends."""
    with get_client(sync_client=True) as client:
        if client.read_flow_run(this_run.id).run_count > 1:
            return
        due = datetime.now(UTC) + timedelta(seconds=seconds)
        state: State[Any] = Scheduled(name="AwaitingDeadline", scheduled_time=due)
        client.set_flow_run_state(this_run.id, state, force=True)
    raise Pause(state=state)


@flow
def start_next(file: str) -> None:
    """As a stage starts the next one, after work in threads; a repeat is harmless."""
    lines = note.map([file, file], ["one", "two"])
    lines.wait()
    get_run_logger().info("下一阶段")
    for _ in range(2):
        run_deployment(
            "leave-note/test",
            parameters={"file": file, "line": "next"},
            timeout=0,
            as_subflow=False,
            idempotency_key=file,
        )


@flow
def tell(file: str, variable: str) -> None:
    note(file, os.environ.get(variable, ""))


@flow
def die() -> None:
    os._exit(1)


@flow
def refuse() -> None:
    raise ValueError("不合要求")


@flow
def work(seconds: float, file: str) -> None:
    """Notes its process, its beginning, its end, and that it was made to end."""
    end = time.monotonic() + seconds
    try:
        note(file, f"pid {os.getpid()}")
        while time.monotonic() < end:
            time.sleep(0.02)
    finally:
        note.fn(file, "cleaned up")
    note(file, "done")


@flow(timeout_seconds=1)
def take_too_long(file: str) -> None:
    note(file, f"pid {os.getpid()}")
    time.sleep(120)


@flow
def work_once_interrupted(file: str) -> None:
    """Hangs the first time."""
    note(file, f"pid {os.getpid()}")
    if len(Path(file).read_text(encoding="utf-8").splitlines()) == 1:
        time.sleep(120)
