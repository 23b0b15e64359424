"""A child's client: what begins at the grant, what the server refuses, what need not be asked."""

import os
import select
import signal
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Pending, Running, Suspended

from deployments.resident.spares import GIVEN, REFUSED, Grant
from deployments.resident.thrift import ThriftyClient, thrifty
from tests.embedded_fixture import Office, wait_for

pytestmark = [pytest.mark.flow, pytest.mark.slow]

STORAGE: dict[str, Any] = {}
WENT_ON = 7


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


def _ends_with(work: Callable[[], object]) -> int:
    """The exit code of a process that does it, and ``WENT_ON`` if it comes to its end."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(WENT_ON)
    os.close(theirs)
    is_over, _, _ = select.select([ours], [], [], 30)
    os.close(ours)
    if not is_over:
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _begin_and_ask(run: FlowRun, grant: Grant) -> Callable[[], None]:
    """As the engine does it: Running, the flow begins, and something is asked of the server."""

    def work() -> None:
        with thrifty(run, grant, STORAGE, {}, 1.0) as client:
            client.set_flow_run_state(run.id, Running())
            client.begin()
            client.read_flow_run(run.id)  # the engine's own reading
            client.read_flow_run(run.id)

    return work


def test_a_run_is_running_before_it_asks_for_anything(office: Office) -> None:
    run = _run(office)
    seen: list[str] = []

    with thrifty(run, _grant(), STORAGE, {}, 1.0) as client:
        client.set_flow_run_state(run.id, Running())
        seen += office.history(run.id)[-1:]
        client.begin()
        seen += [str(client.read_flow_run(run.id).state_name) for _ in range(2)]

    assert seen == ["Pending", "Running", "Running"]


def test_what_a_form_says_is_read_while_the_server_writes_down_running(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, hold, tell = _run(office), threading.Event(), ThriftyClient._tell_running
    office.client.create_flow_run_input(run.id, "answer", "1")

    def tell_late(*told: Any) -> None:
        assert hold.wait(10)
        tell(*told)

    monkeypatch.setattr(ThriftyClient, "_tell_running", tell_late)

    with thrifty(run, _grant(), STORAGE, {}, 1.0) as client:
        client.set_flow_run_state(run.id, Running())
        read = client.read_flow_run_input(run.id, "answer"), office.history(run.id)[-1]
        hold.set()
        then = [client.read_flow_run(run.id).state_name for _ in range(2)][-1]

    assert (read, then) == (("1", "Pending"), "Running")


def test_what_the_server_refuses_ends_the_process(office: Office) -> None:
    run = _run(office)
    too_late: State[None] = Suspended(pause_expiration_time=datetime.now(UTC) - timedelta(hours=1))
    office.client.set_flow_run_state(run.id, too_late, force=True)

    assert _ends_with(_begin_and_ask(run, _grant())) == 0
    assert "Running" not in office.history(run.id)[-2:]


def test_a_run_that_is_gone_is_a_crash(office: Office) -> None:
    run = _run(office)
    office.client.delete_flow_run(run.id)

    assert _ends_with(_begin_and_ask(run, _grant())) == 1


@pytest.mark.parametrize("word", [REFUSED, b""])
def test_a_run_that_another_worker_has_taken_is_left_alone(office: Office, word: bytes) -> None:
    run = _run(office)

    assert _ends_with(_begin_and_ask(run, _grant(word))) == 0
    assert office.history(run.id)[-1] == "Pending"


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


def test_a_known_deployment_is_not_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, known = "leave-note/test", UUID(int=7)
    asked: list[object] = []
    request = ThriftyClient.request

    def count(self: ThriftyClient, *args: Any, **options: Any) -> Any:
        asked.append(args)
        return request(self, *args, **options)

    monkeypatch.setattr(ThriftyClient, "request", count)
    with (
        thrifty(_run(office), _grant(), STORAGE, {name: str(known)}, 1.0),
        get_client(sync_client=True) as client,
    ):
        found = client.read_deployment_by_name(name)
        assert (found.id, asked) == (known, [])
        assert (found.name, found.work_pool_name) == ("test", office.server.pool)
        assert len(asked) == 1

        assert client.read_deployment_by_name("ask/test").name == "test"
