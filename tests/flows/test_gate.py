"""The gate holds: what goes on is a run, what is decided is a row (PrefectHQ/prefect#12279)."""

import os
import signal
from itertools import count
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Scheduled

from actions.deciding.decide import decide_at
from actions.proving import ProofRefused
from cli.rehearsal.office import await_true, read_gate
from models.edition import EditionState, Phase, latest_attempt
from models.gate import decision_of
from models.outbox import letters_of
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import resume, start_run, state_of, wake
from tasks import deciding
from tests.embedded_fixture import Office
from tests.flows.editions import await_name, waits_at
from tests.flows.setups import Setup, put_to_the_chair

NUMBERS = count(11)


@pytest.fixture
def setup(stack: Office) -> Setup:
    assert stack.server.pids(), "the server runs"
    return put_to_the_chair(next(NUMBERS))


@pytest.mark.parametrize("go_on", [wake, resume])
def test_a_bare_resume_is_no_approval_and_tells_nobody_again(setup: Setup, go_on: object) -> None:
    before = _suspensions(setup.run_id)

    assert callable(go_on)
    go_on(setup.run_id)

    await_true(lambda: _suspensions(setup.run_id) > before, "it does not wait again", 40)
    assert waits_at(setup.gate)
    assert setup.state() is EditionState.PREPARING
    row = read_gate(setup.gate)
    assert row is not None
    assert row.asks == 1
    with transaction() as session:
        told = [one for one in letters_of(session, setup.number) if one.message == "gate-waiting"]
    assert len(told) == 1


def test_nothing_of_a_decision_can_be_read_from_prefect(setup: Setup) -> None:
    setup.player.decide(setup.gate, "陈主任", "同意本届取值")

    await_name(setup.run_id, "Completed")
    with get_client(sync_client=True) as client:
        inputs = client.request(
            "POST", "/flow_runs/{id}/input/filter", path_params={"id": setup.run_id},
            json={"prefix": "", "limit": 200, "exclude_keys": []},
        ).json()  # fmt: skip
        run = client.read_flow_run(UUID(setup.run_id))
        states = client.read_flow_run_states(UUID(setup.run_id))
    assert inputs == []
    said = f"{run.model_dump_json()} {[one.model_dump_json() for one in states]}"
    assert "同意本届取值" not in said
    assert "陈主任" not in said
    assert f"/desk/decide/{setup.gate}" in said, "the state says where it is decided"


def test_a_wrong_code_is_refused_and_everything_still_waits(setup: Setup) -> None:
    with pytest.raises(ProofRefused, match="动态验证码不正确"):
        deciding.decide(setup.gate, setup.answer("000000"), setup.shown())

    assert waits_at(setup.gate)
    assert setup.state() is EditionState.PREPARING
    with transaction() as session:
        assert decision_of(session, setup.gate) is None


def test_an_approval_starts_the_first_stage_and_a_retry_of_the_run_changes_nothing(
    setup: Setup,
) -> None:
    setup.player.decide(setup.gate, "陈主任", "同意")
    await_true(lambda: setup.phase("call") is Phase.DECIDING, "no call", 40)
    await_name(setup.run_id, "Completed")

    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(setup.run_id), Scheduled(), force=True)
    await_name(setup.run_id, "Completed")

    assert setup.state() is EditionState.RUNNING
    with transaction() as session:
        call = latest_attempt(session, setup.number, "call")
        assert call is not None
        assert call.attempt == 1


def test_the_clock_wakes_a_run_that_was_not_told_of_its_decision(setup: Setup) -> None:
    answer, shown = setup.answer(setup.player._code("陈主任")), setup.shown()
    with open_desk() as desk:  # and then the process that should tell the run is killed
        decide_at(desk, setup.gate, answer, shown)
    assert state_of(setup.run_id) is not None

    start_run("clock/clock", {}, key=f"clock-{setup.gate}")

    await_true(lambda: setup.phase("call") is Phase.DECIDING, "no call", 60)


def test_a_gate_survives_the_death_of_worker_and_server(stack: Office, setup: Setup) -> None:
    for program in stack.server.pids().values():
        os.kill(program, signal.SIGKILL)
    setup.player.decide(setup.gate, "陈主任", "同意")  # its run cannot be told
    await_true(lambda: _answers(setup.run_id), "the server did not come back", 60)

    start_run("clock/clock", {}, key=f"clock-{setup.gate}")

    await_true(lambda: setup.phase("call") is Phase.DECIDING, "no call", 60)
    assert setup.state() is EditionState.RUNNING


def _suspensions(run_id: str) -> int:
    with get_client(sync_client=True) as client:
        states = client.read_flow_run_states(UUID(run_id))
    return sum(state.name == "Suspended" for state in states)


def _answers(run_id: str) -> bool:
    try:
        return state_of(run_id) is not None
    except Exception:  # noqa: BLE001 - a server that is down answers in many ways
        return False
