"""A child's client: what need not be asked, and who begins."""

import os
import select
import signal
import socket
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Pending, Running, Suspended

from deployments.engine.resident import child
from deployments.engine.resident.spares import GIVEN, REFUSED, Grant
from deployments.engine.seams.answers import ThriftyClient, Told, thrifty
from tests.embedded_fixture import Office, wait_for

pytestmark = [pytest.mark.flow, pytest.mark.slow]

TOLD = Told(storage={}, names={}, patience=1.0)
ROOT = Path(__file__).parent.parent.parent.parent.parent


def _run(office: Office) -> FlowRun:
    """One that this worker has, as far as the server knows."""
    run = office.run("leave-note/test", file="/dev/null", line="")
    office.wait(run, "Completed")
    office.client.set_flow_run_state(run, Pending(), force=True)
    return office.client.read_flow_run(run)


def _grant(word: bytes = GIVEN) -> Grant:
    ours, theirs = socket.socketpair()
    with ours:
        ours.sendall(word)
    return Grant(theirs)


def _code_of(run: FlowRun, grant: Grant) -> int:
    """What a child with this run ends with."""
    entrypoint = "tests/deployments/engine/sample_flows.py:leave_note"
    where = {"directory": str(ROOT), "entrypoint": entrypoint}
    facts = {"flow_run": run.model_dump(mode="json"), "related": {}, "told": asdict(TOLD)}
    return _ends_with(lambda: child._run({**where, **facts}, grant))


def _ends_with(work: Callable[[], int]) -> int:
    """The exit code of a process that ends with what it gives."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    os.close(theirs)
    is_over, _, _ = select.select([ours], [], [], 30)
    os.close(ours)
    if not is_over:
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The requests of thrifty clients."""
    asked: list[object] = []
    request = ThriftyClient.request

    def note(self: ThriftyClient, *args: Any, **options: Any) -> Any:
        asked.append(args)
        return request(self, *args, **options)

    monkeypatch.setattr(ThriftyClient, "request", note)
    return asked


def test_a_run_begins_when_it_is_granted(office: Office) -> None:
    run = _run(office)

    assert _code_of(run, _grant()) == 0
    assert office.history(run.id)[-3:] == ["Pending", "Running", "Completed"]


@pytest.mark.parametrize("word", [REFUSED, b""])
def test_a_run_that_another_worker_has_taken_is_left_alone(office: Office, word: bytes) -> None:
    run = _run(office)

    assert _code_of(run, _grant(word)) == 0
    assert office.history(run.id)[-1] == "Pending"


def test_what_the_server_refuses_does_not_begin(office: Office) -> None:
    run = _run(office)
    too_late: State[None] = Suspended(pause_expiration_time=datetime.now(UTC) - timedelta(hours=1))
    office.client.set_flow_run_state(run.id, too_late, force=True)

    assert _code_of(run, _grant()) == 0
    assert "Running" not in office.history(run.id)[-2:]


def test_a_run_that_is_gone_is_a_crash(office: Office) -> None:
    run = _run(office)
    office.client.delete_flow_run(run.id)

    assert _code_of(run, _grant()) == 1


def test_what_the_engine_reads_after_running_is_known(office: Office, asked: list[object]) -> None:
    run = _run(office)

    with thrifty(run, TOLD) as client:
        client.update_flow_run(run.id, flow_version=run.deployment_version)
        client.set_flow_run_name(run.id, run.name)
        client.set_flow_run_state(run.id, Running())
        known = client.read_flow_run(run.id)
        before = len(asked)
        real = client.read_flow_run(run.id)

    assert (before, len(asked)) == (1, 2)
    assert (known.state_name, known.run_count) == (real.state_name, real.run_count)
    assert known.state_id == real.state_id


def test_what_has_changed_is_told(office: Office) -> None:
    run = _run(office)

    with thrifty(run, TOLD) as client:
        client.set_flow_run_name(run.id, "another")

    assert office.client.read_flow_run(run.id).name == "another"


def test_the_run_that_was_started_goes_first(office: Office, tmp_path: Any) -> None:
    notes = tmp_path / "notes"
    notes.touch()

    first = office.run("start-next/test", file=str(notes))
    office.wait(first, "Completed")

    wait_for(lambda: "next" in notes.read_text(encoding="utf-8").splitlines())
    key = FlowRunFilterIdempotencyKey(any_=[str(notes)])
    (following,) = office.client.read_flow_runs(
        flow_run_filter=FlowRunFilter(idempotency_key=key), limit=2, sort=FlowRunSort.ID_DESC
    )
    begun = next(s for s in office.client.read_flow_run_states(following.id) if s.is_running())
    assert begun.timestamp < office.wait(first, "Completed").timestamp


def test_a_known_deployment_is_not_asked_for(office: Office, asked: list[object]) -> None:
    name, known = "leave-note/test", UUID(int=7)
    with (
        thrifty(_run(office), replace(TOLD, names={name: str(known)})),
        get_client(sync_client=True) as client,
    ):
        found = client.read_deployment_by_name(name)
        assert (found.id, asked) == (known, [])
        assert (found.name, found.work_pool_name) == ("test", office.server.pool)
        assert len(asked) == 1

        assert client.read_deployment_by_name("ask/test").name == "test"
