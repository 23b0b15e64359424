"""A run may be retried, cancelled or run again at any moment, twice at once too."""

from itertools import count

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelling, Crashed
from sqlalchemy import text
from sqlmodel import select

from actions.orders import place
from cli.rehearsal.office import await_true
from flows.every_action import ACTIONS
from models.edition import Edition, Phase, attempts_of
from models.gate import Decision, Gate
from models.outbox import letters_of
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.keys import installation
from runtime.prefect_api import set_state, start_run, state_of, wake
from tests.embedded_fixture import Office
from tests.flows.editions import PATIENCE, Played, await_name, name_of, retry, with_committee

NUMBERS = count(61)


@pytest.fixture
def drafted(stack: Office) -> Played:
    """An edition whose call waits at its gate."""
    assert stack.server.pids(), "the server runs"
    return with_committee(next(NUMBERS))


def test_two_more_runs_of_a_waiting_gate_change_nothing_and_the_newest_one_goes_on(
    drafted: Played,
) -> None:
    first = drafted.await_question("call/1")

    again = [_run(drafted, "call"), _run(drafted, "call")]

    await_true(lambda: _left(drafted, "call") == 1, "more than one run is left", PATIENCE)
    assert name_of(first) == "Cancelled"
    assert drafted.await_question("call/1") in again
    drafted.approve("call/1")
    drafted.await_attempt("intake", 1, Phase.WAITING)
    assert _stages(drafted) == [("call", 1, Phase.APPROVED), ("intake", 1, Phase.WAITING)]
    assert _decisions(drafted, "call/1") == 1


def test_a_cancelled_run_goes_on_when_it_is_retried(drafted: Played) -> None:
    run_id = drafted.await_question("call/1")
    set_state(run_id, Cancelling())
    await_name(run_id, "Cancelled", "Cancelling")

    retry(run_id)

    assert drafted.await_question("call/1") == run_id
    drafted.approve("call/1")
    row = drafted.await_attempt("intake", 1, Phase.WAITING)
    await_name(row.flow_run_id, "AwaitingDeadline")
    before = (_stages(drafted), _letters(drafted))
    for one in (run_id, row.flow_run_id, row.flow_run_id):
        retry(one)  # a finished run, and twice one that sleeps
    await_name(run_id, "Completed")
    await_name(row.flow_run_id, "AwaitingDeadline")
    assert (_stages(drafted), _letters(drafted)) == before


def test_a_worker_of_older_code_touches_nothing_and_the_run_goes_on_with_newer(
    drafted: Played,
) -> None:
    run_id = drafted.await_question("call/1")
    before = _stages(drafted)
    wanted = _set_revision("9999")  # somebody has started a newer version on the same database
    try:
        wake(run_id)
        await_name(run_id, "Failed")
    finally:
        _set_revision(wanted)
    state = state_of(run_id)
    assert state is not None
    assert "请停下旧的工作进程" in str(state.message)
    assert _stages(drafted) == before

    retry(run_id)

    drafted.approve("call/1")
    drafted.await_attempt("intake", 1, Phase.WAITING)


def test_an_opening_that_died_before_its_first_commit_is_begun_again(stack: Office) -> None:
    number = next(NUMBERS)
    deployment = stack.client.read_deployment_by_name("open-edition/open-edition")
    with open_desk() as desk:
        told = ACTIONS["open-edition"].checked({"届次": number})
        order_id = place(desk, "open-edition", told, actor="陈主任")
    made = stack.client.create_flow_run_from_deployment(
        deployment.id, parameters={"命令": order_id}, state=Crashed(message="kill -9"),
        idempotency_key=f"{installation()}/order/{order_id}",
    )  # fmt: skip

    start_run("clock/clock", {}, key=f"clock-opening-{number}")

    await_name(str(made.id), "AwaitingDeadline")  # for the committee
    with transaction() as session:
        assert session.get(Edition, number) is not None


def _set_revision(revision: str) -> str:
    """Gives the one there was."""
    with transaction() as session:
        before = session.connection().scalar(text("SELECT version_num FROM alembic_version"))
        session.connection().execute(
            text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
        )
    return str(before)


def _run(played: Played, stage: str) -> str:
    """“Run again” in the UI: another run of the same attempt, without its key."""
    with get_client(sync_client=True) as client:
        found = client.read_deployment_by_name(f"{stage}/{stage}")
        given = {"edition": played.number, "attempt": 1}
        return str(client.create_flow_run_from_deployment(found.id, parameters=given).id)


def _runs(played: Played, stage: str) -> list[FlowRun]:
    with get_client(sync_client=True) as client:
        wanted = DeploymentFilter(name=DeploymentFilterName(any_=[stage]))
        runs = client.read_flow_runs(
            deployment_filter=wanted, limit=200, sort=FlowRunSort.START_TIME_DESC
        )
    return [run for run in runs if run.parameters.get("edition") == played.number]


def _left(played: Played, stage: str) -> int:
    return sum(not (run.state and run.state.is_final()) for run in _runs(played, stage))


def _stages(played: Played) -> list[tuple[str, int, Phase]]:
    with transaction() as session:
        return [(a.stage, a.attempt, a.phase) for a in attempts_of(session, played.number)]


def _letters(played: Played) -> list[str]:
    with transaction() as session:
        return [letter.key for letter in letters_of(session, played.number)]


def _decisions(played: Played, gate: str) -> int:
    key = f"{played.number}/{gate}/gate"
    with transaction() as session:
        return len(session.exec(select(Decision).join(Gate).where(Gate.key == key)).all())
