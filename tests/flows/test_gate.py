"""The gate holds: what goes on is a run, what is decided is a row (PrefectHQ/prefect#12279)."""

import os
import signal
from dataclasses import dataclass
from itertools import count
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Scheduled

from actions.gates import Answer, Evidence, ask, decide, put_gate
from actions.people.enrolling import enrol
from cli.rehearsal.office import Office as Player
from cli.rehearsal.office import await_true, read_gate
from models.edition import Edition, EditionState, Phase, latest_attempt
from models.gate import Gate, Outcome, decision_of
from models.people import CommitteeMember
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import has_form, start_run, state_of, wake
from tests.embedded_fixture import Office

NUMBERS = count(11)
NOTHING = Evidence("无", {})


@dataclass
class Setup:
    """An edition whose setup waits for the chair."""

    number: int
    run_id: str
    gate: str
    player: Player

    def asks(self) -> int:
        row = read_gate(self.gate)
        return row.asks if row else 0

    def await_form(self, asks: int) -> Gate:
        form = f"suspended-{self.gate.replace('/', '-')}-{asks}-schema"
        await_true(
            lambda: self.asks() == asks and has_form(self.run_id, form), f"no form {asks}", 40
        )
        row = read_gate(self.gate)
        assert row is not None
        return row

    def resume(self, **fields: str) -> None:
        answer = {"审批人": "陈主任", "动态验证码": "000000", "决定": "同意", "意见": "可以"}
        with get_client(sync_client=True) as client:
            client.resume_flow_run(UUID(self.run_id), run_input=answer | fields)

    def state(self) -> EditionState:
        with transaction() as session:
            edition = session.get(Edition, self.number)
            assert edition is not None
            return edition.state


@pytest.fixture
def setup(stack: Office) -> Setup:
    assert stack.server.pids(), "the server runs"
    number = next(NUMBERS)
    with open_desk() as desk:
        secret = enrol(desk, "陈主任", ["chair", "office_head"])
    run_id = start_run("open-edition/open-edition", {"届次": number}, key=f"open-{number}")
    await_true(lambda: _is_asleep(run_id), "the run does not wait for the committee", 40)
    with transaction() as session:
        session.add(
            CommitteeMember(
                edition=number, name="陈主任", employer="市政府", post="副市长",
                role="主任委员", email="chair@example.cn",
            )
        )  # fmt: skip
    wake(run_id)
    made = Setup(
        number,
        run_id,
        f"{number}/edition/{run_id[:8]}/gate",
        Player({"陈主任": secret}, lambda _: None),
    )
    made.await_form(1)
    return made


def _is_asleep(run_id: str) -> bool:
    state = state_of(run_id)
    return state is not None and state.name == "AwaitingDeadline"


def test_a_bare_state_change_is_no_approval(setup: Setup) -> None:
    wake(setup.run_id)

    setup.await_form(2)

    assert setup.state() is EditionState.PREPARING


def test_a_wrong_code_is_refused_and_asked_again(setup: Setup) -> None:
    setup.resume()

    setup.await_form(2)

    assert setup.state() is EditionState.PREPARING
    with transaction() as session:
        assert decision_of(session, setup.gate) is None


def test_a_used_code_is_refused_and_asked_again(setup: Setup, stack: Office) -> None:
    assert stack.server.pids()
    used = setup.player._code("陈主任")
    with open_desk() as desk:
        gate = put_gate(
            desk, f"{setup.number}/other/gate", edition=setup.number, title="另一事项", role="chair"
        )
        ask(desk, gate, NOTHING, run_id="another")
        decide(desk, gate, Answer("陈主任", used, Outcome.APPROVED, "同意"), NOTHING)

    setup.resume(动态验证码=used)

    setup.await_form(2)
    assert setup.state() is EditionState.PREPARING


def test_an_approval_starts_the_first_stage_and_a_retry_of_the_run_changes_nothing(
    setup: Setup,
) -> None:
    setup.player.decide(setup.gate, "陈主任", "同意")
    await_true(lambda: _phase(setup.number, "call") is Phase.DECIDING, "no call", 40)

    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(setup.run_id), Scheduled(), force=True)
    await_true(lambda: _is_done(setup.run_id), "the retry did not end", 40)

    assert setup.state() is EditionState.RUNNING
    with transaction() as session:
        call = latest_attempt(session, setup.number, "call")
        assert call is not None
        assert call.attempt == 1


def test_a_gate_survives_the_death_of_worker_and_server(stack: Office, setup: Setup) -> None:
    for program in stack.server.pids().values():
        os.kill(program, signal.SIGKILL)
    await_true(lambda: _answers(setup.run_id), "the server did not come back", 60)

    setup.player.decide(setup.gate, "陈主任", "同意")

    await_true(lambda: _phase(setup.number, "call") is Phase.DECIDING, "no call", 60)
    assert setup.state() is EditionState.RUNNING


def _phase(edition: int, stage: str) -> Phase | None:
    with transaction() as session:
        row = latest_attempt(session, edition, stage)
        return row.phase if row else None


def _is_done(run_id: str) -> bool:
    state = state_of(run_id)
    return state is not None and state.is_completed()


def _answers(run_id: str) -> bool:
    try:
        return state_of(run_id) is not None
    except Exception:  # noqa: BLE001 - a server that is down answers in many ways
        return False
