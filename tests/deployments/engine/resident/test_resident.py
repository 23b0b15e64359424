"""The resident worker against a real server: what it runs, and what it survives."""

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import DeploymentUpdate, WorkPoolUpdate
from prefect.client.schemas.objects import State
from prefect.states import Cancelling, Pending, Scheduled

from deployments.engine.resident.colleagues import Colleagues, look_around
from deployments.engine.resident.recovery import give_back_if_overtaken
from deployments.engine.resident.spares import COUNT
from tests.deployments.conftest import ROOT
from tests.deployments.engine import sample_flows
from tests.deployments.engine.sample_flows import leave_note
from tests.embedded_fixture import Office, wait_for

pytestmark = [pytest.mark.flow, pytest.mark.slow]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _pid(file: Path) -> int:
    """The process that a flow run noted, as soon as it has."""
    wait_for(lambda: _lines(file) != [])
    return int(_lines(file)[-1].removeprefix("pid "))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _grandchildren(pid: int) -> list[int]:
    def children(of: int) -> list[int]:
        return [int(one) for one in Path(f"/proc/{of}/task/{of}/children").read_text().split()]

    return [grandchild for child in children(pid) for grandchild in children(child)]


def _give_back(run: UUID, seen: UUID, taken: UUID) -> bool:
    async def give_back() -> bool:
        async with get_client() as client:
            return await give_back_if_overtaken(client, run, seen, taken)

    return asyncio.run(give_back())


@pytest.mark.parametrize("flow", ["leave-note", "leave-note-async"])
def test_a_run_is_taken_once_and_completes(office: Office, notes: Path, flow: str) -> None:
    run = office.run(f"{flow}/test", file=str(notes), line="here")

    office.wait(run, "Completed")

    assert office.history(run) == ["Scheduled", "Pending", "Running", "Completed"]
    assert _lines(notes) == ["here"]


def test_a_failure_is_reported_with_its_reason(office: Office) -> None:
    state = office.wait(office.run("refuse/test"), "Failed")

    assert "不合要求" in (state.message or "")


def test_a_suspended_run_goes_on_with_its_input(office: Office, notes: Path) -> None:
    run = office.run("ask/test", file=str(notes))
    office.wait(run, "Suspended")
    assert _lines(notes) == []

    office.resume(run, name="王主任")
    office.wait(run, "Completed")

    assert _lines(notes) == ["王主任"]


def test_a_run_starts_the_next_one_once(office: Office, notes: Path) -> None:
    run = office.run("start-next/test", file=str(notes))
    office.wait(run, "Completed")

    wait_for(lambda: "next" in _lines(notes))

    assert sorted(_lines(notes)) == ["next", "one", "two"]
    wait_for(lambda: "下一阶段" in office.log(run))


def test_a_run_wakes_at_its_deadline(office: Office) -> None:
    run = office.run("wait-until-due/test", seconds=2)
    due = office.wait(run, "AwaitingDeadline").state_details.scheduled_time
    assert due is not None

    ended = office.wait(run, "Completed").timestamp

    assert due <= ended < due + timedelta(seconds=3)


def test_a_deadline_that_is_moved_to_now_wakes_the_run(office: Office) -> None:
    run = office.run("wait-until-due/test", seconds=3600)
    office.wait(run, "AwaitingDeadline")

    due: State[None] = Scheduled(name="AwaitingDeadline", scheduled_time=datetime.now(UTC))
    office.set_state(run, due)

    assert office.wait(run, "Completed", seconds=5).is_completed()


def test_a_child_that_dies_is_a_crash_and_the_worker_goes_on(office: Office, notes: Path) -> None:
    crashed = office.run("die/test")
    office.wait(crashed, "Crashed")

    office.wait(office.run("leave-note/test", file=str(notes), line="still here"), "Completed")

    assert _lines(notes) == ["still here"]


def test_a_run_goes_to_a_process_that_was_there_before(office: Office, notes: Path) -> None:
    def spares() -> list[int]:
        return _grandchildren(office.server.pids()["worker"])

    was_there: list[bool] = []

    def is_there_before() -> bool:
        wait_for(lambda: len(spares()) == COUNT)
        before = spares()
        office.wait(office.run("work/test", seconds=0.1, file=str(notes)), "Completed")
        *_, pid = (line for line in _lines(notes) if line.startswith("pid "))
        was_there.append(int(pid.removeprefix("pid ")) in before)
        return was_there[-1]

    wait_for(is_there_before, seconds=60)  # one that is not warm yet gets no order
    assert was_there[-1]


def test_a_cancelled_run_cleans_up_and_its_process_ends(office: Office, notes: Path) -> None:
    run = office.run("work/test", seconds=60, file=str(notes))
    pid = _pid(notes)
    office.wait(run, "Running")

    office.set_state(run, Cancelling())
    office.wait(run, "Cancelled")

    wait_for(lambda: not _is_alive(pid))
    assert _lines(notes) == [f"pid {pid}", "cleaned up"]
    assert "Crashed" not in office.history(run)


def test_a_run_that_takes_too_long_ends_with_its_process(office: Office, notes: Path) -> None:
    run = office.run("take-too-long/test", file=str(notes))
    pid = _pid(notes)

    office.wait(run, "TimedOut")

    wait_for(lambda: not _is_alive(pid))
    assert "Crashed" not in office.history(run)


def test_a_waiting_run_can_be_cancelled(office: Office) -> None:
    run = office.run("wait-until-due/test", seconds=3600)
    office.wait(run, "AwaitingDeadline")

    office.client.set_flow_run_state(run, Cancelling())

    assert office.wait(run, "Cancelled").is_cancelled()


@contextlib.contextmanager
def _pool_limit(office: Office, limit: int) -> Iterator[None]:
    pool = office.server.pool
    office.client.update_work_pool(pool, WorkPoolUpdate(concurrency_limit=limit))
    yield
    office.client.update_work_pool(pool, WorkPoolUpdate(concurrency_limit=None))


def test_the_pool_s_limit_holds(office: Office, notes: Path) -> None:
    with _pool_limit(office, 1):
        runs = [office.run("work/test", seconds=0.3, file=str(notes)) for _ in range(3)]
        for run in runs:
            office.wait(run, "Completed")

    steps = [line.split()[0] for line in _lines(notes)]
    assert steps == ["pid", "cleaned", "done"] * 3


def test_code_that_changed_is_loaded_again(office: Office, tmp_path: Path, notes: Path) -> None:
    code = tmp_path / "changing.py"
    lines = ["from prefect import flow", "@flow", "def leave_note(file: str, line: str) -> None:"]
    write = "    open(file, 'a').write(line + ' {}\\n')"
    code.write_text("\n".join([*lines, write.format("first")]), encoding="utf-8")
    flow = leave_note.with_options(name="changing")
    deployment = office.register(flow, "changing.py:leave_note", tmp_path)
    for _ in range(2):
        office.wait(office.run(deployment, file=str(notes), line="the"), "Completed")

    code.write_text("\n".join([*lines, write.format("second version")]), encoding="utf-8")
    office.wait(office.run(deployment, file=str(notes), line="the"), "Completed")

    assert _lines(notes) == ["the first", "the first", "the second version"]


def test_a_deployment_that_changed_is_run_as_it_is_now(office: Office, notes: Path) -> None:
    deployment = office.client.read_deployment_by_name("tell/test")

    for value in ("一", "二"):
        variables = {"env": {"TOLD": value}}
        office.client.update_deployment(deployment.id, DeploymentUpdate(job_variables=variables))
        for _ in range(2):
            run = office.run("tell/test", file=str(notes), variable="TOLD")
            office.wait(run, "Completed")

    assert _lines(notes) == ["一", "一", "二", "二"]


def test_a_run_that_suspends_says_so_in_its_state_only(office: Office, notes: Path) -> None:
    run = office.run("ask/test", file=str(notes))
    office.wait(run, "Suspended")
    office.resume(run, name="张三")
    office.wait(run, "Completed")

    assert office.log(run) == []


def test_a_run_whose_name_and_version_are_known_tells_neither(office: Office) -> None:
    flow = sample_flows.leave_note
    entrypoint = "tests/deployments/engine/sample_flows.py:leave_note"
    office.register(flow, entrypoint, ROOT, version=flow.version)
    run = office.run("leave-note/test", file=os.devnull, line="here")

    office.wait(run, "Completed")

    found = office.client.read_flow_run(run)
    assert found.deployment_version == flow.version
    assert found.flow_version is None


def test_a_flow_that_is_newer_than_its_deployment_tells_its_version(office: Office) -> None:
    flow = sample_flows.leave_note
    entrypoint = "tests/deployments/engine/sample_flows.py:leave_note"
    office.register(flow, entrypoint, ROOT, version="older")
    run = office.run("leave-note/test", file=os.devnull, line="here")

    office.wait(run, "Completed")

    assert office.client.read_flow_run(run).flow_version == flow.version


def test_code_that_cannot_be_loaded_is_a_crash(office: Office, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    flow = leave_note.with_options(name="broken")
    deployment = office.register(flow, "broken.py:leave_note", tmp_path)

    run = office.run(deployment, file="", line="")

    assert office.wait(run, "Crashed").is_crashed()


def test_two_workers_do_not_run_a_run_twice(office: Office, notes: Path) -> None:
    command = ["-m", "prefect", "worker", "start", "--pool", office.server.pool]
    second = subprocess.Popen(
        [sys.executable, *command, "--name", "second", "--type", "resident"],
        env=dict(office.server.environment),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert second.stdout is not None
        assert "started" in second.stdout.readline()
        names = [f"run {number}" for number in range(8)]
        runs = [office.run("leave-note/test", file=str(notes), line=name) for name in names]
        for run in runs:
            office.wait(run, "Completed")
    finally:
        second.terminate()
        second.communicate(timeout=20)

    assert sorted(_lines(notes)) == names
    assert second.returncode == 0


def test_a_worker_can_tell_whether_there_are_others(office: Office) -> None:
    async def is_alone_as(name: str) -> bool:
        async with get_client() as client:
            return (await look_around(client, pool, Colleagues(name))).is_alone

    pool = office.server.pool
    workers = office.client.read_workers_for_work_pool(pool, offset=0, limit=200)
    newest = max(workers, key=lambda worker: str(worker.last_heartbeat_time))

    assert not asyncio.run(is_alone_as("newcomer"))
    assert asyncio.run(is_alone_as(newest.name)) is (len(workers) == 1)


def test_a_stopping_worker_lets_its_children_end(office: Office, notes: Path) -> None:
    run = office.run("work/test", seconds=1.5, file=str(notes))
    _pid(notes)

    os.kill(office.server.pids()["worker"], signal.SIGTERM)
    office.wait(run, "Completed")

    assert office.history(run) == ["Scheduled", "Pending", "Running", "Completed"]


def test_the_runs_of_a_killed_worker_are_taken_by_the_next(office: Office, notes: Path) -> None:
    run = office.run("work-once-interrupted/test", file=str(notes))
    child = _pid(notes)
    office.wait(run, "Running")  # a flow begins a little earlier
    worker = office.server.pids()["worker"]

    os.kill(worker, signal.SIGKILL)
    office.wait(run, "Completed", seconds=40)

    assert not _is_alive(child)
    assert office.history(run) == [
        *["Scheduled", "Pending", "Running"],
        *["Scheduled", "Pending", "Running", "Completed"],
    ]


def _take(office: Office, run: UUID) -> UUID:
    """The id of the run's new Pending state."""
    state: State[None] | None = office.client.set_flow_run_state(run, Pending()).state
    assert state is not None
    return state.id


def _date_back(office: Office, state: UUID, to: UUID) -> None:
    """As if a state's request had come just after another's, and had waited for the database."""
    file = office.server.environment["PREFECT_API_DATABASE_CONNECTION_URL"].partition("///")[2]
    read = "SELECT timestamp FROM flow_run_state WHERE id = ?"
    write = "UPDATE flow_run_state SET timestamp = ? WHERE id = ?"
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        ((earlier,),) = database.execute(read, [str(to)])
        after = datetime.fromisoformat(earlier) + timedelta(microseconds=1)
        changed = database.execute(write, [after.isoformat(" "), str(state)])
        assert changed.rowcount == 1


@pytest.mark.parametrize("has_waited", [False, True])
def test_a_run_that_another_worker_has_ended_is_given_back(
    office: Office, notes: Path, *, has_waited: bool
) -> None:
    run = office.run("leave-note/test", file=str(notes), line="once")
    seen = office.wait(run, "Scheduled", "Pending", "Running", "Completed")
    ended = office.wait(run, "Completed")
    taken = _take(office, run)
    if has_waited:
        _date_back(office, taken, seen.id)

    is_overtaken = _give_back(run, seen.id, taken)

    assert is_overtaken
    assert office.wait(run, "Completed").message == ended.message
    assert _lines(notes) == ["once"]


def test_a_run_that_nobody_else_took_is_not_given_back(office: Office) -> None:
    due: State[None] = Scheduled(scheduled_time=datetime.now(UTC) + timedelta(hours=1))
    run = office.run("refuse/test")
    office.wait(run, "Failed")
    office.set_state(run, due)
    seen = office.wait(run, "Scheduled")
    taken = _take(office, run)

    assert not _give_back(run, seen.id, taken)
    assert office.history(run)[-1] == "Pending"


def test_the_worker_outlives_the_server(office: Office, notes: Path) -> None:
    os.kill(office.server.pids()["server"], signal.SIGKILL)
    wait_for(office.is_answered)

    office.wait(office.run("leave-note/test", file=str(notes), line="again"), "Completed")

    assert _lines(notes) == ["again"]
