"""A run of the office does what an order says, and nothing else."""

from itertools import count
from uuid import UUID

import pytest

from actions.orders import place
from models.application import ApplicationState, applications_of
from models.audit import events_of
from models.edition import Edition, Phase, StageAttempt, find_attempt
from models.order import Order
from runtime.desk import open_desk
from tests.actions import factories
from tests.embedded_fixture import Office
from tests.flows.conftest import ENDED
from tests.flows.editions import ordered, retry

pytestmark = pytest.mark.flow
NUMBERS = count(161)
TOLD = {"受理编号": "S001", "理由": "自愿撤回", "仅预演": False}


@pytest.fixture
def edition(stack: Office) -> int:
    """A running edition with one application, whose intake waits."""
    assert stack.server.pids(), "the server runs"
    number = next(NUMBERS)
    with open_desk() as desk:
        factories.add(desk, factories.edition(number=number))
        factories.add(desk, factories.application(edition=number))
        factories.add(
            desk,
            StageAttempt(
                edition=number, stage="intake", attempt=1, phase=Phase.WAITING,
                started_at=desk.at,
            ),
        )  # fmt: skip
    return number


def _state_of(edition: int) -> ApplicationState:
    with open_desk() as desk:
        (row,) = applications_of(desk.session, edition)
        return row.state


def _placed(edition: int, action: str = "withdraw-application") -> str:
    with open_desk() as desk:
        return place(desk, action, {"届次": edition, **TOLD}, actor="黄工")


def test_an_order_is_carried_out_once_whoever_starts_more_runs_of_it(
    stack: Office, edition: int
) -> None:
    first = ordered("withdraw-application", 届次=edition, **TOLD)
    assert stack.wait(first, *ENDED).name == "Completed"
    parameters = stack.client.read_flow_run(first).parameters

    second = stack.run("withdraw-application/withdraw-application", **parameters)
    refused = stack.wait(second, *ENDED)
    retry(str(first))
    again = stack.wait(first, "Completed", "未受理")

    assert (refused.name, "另一次运行" in str(refused.message)) == ("未受理", True)
    assert "另一次运行" not in str(again.message)
    assert list(parameters) == ["命令"], "nothing of what is done goes through Prefect"
    with open_desk() as desk:
        row = desk.session.get_one(Order, parameters["命令"])
        assert (row.actor, row.flow_run_id) == ("黄工", str(first))
        actors = {e.actor for e in events_of(desk.session, edition) if "withdrawn" in e.action}
    assert actors == {"黄工"}, "whoever placed the order is who did it"


@pytest.mark.parametrize(
    ("deployment", "order_id"),
    [("withdraw-application", "made-up"), ("withdraw-application", ""), ("open-edition", "")],
)
def test_a_run_without_an_order_refuses(
    stack: Office, edition: int, deployment: str, order_id: str
) -> None:
    run = stack.run(f"{deployment}/{deployment}", 命令=order_id)

    state = stack.wait(run, *ENDED)

    assert (state.name, state.type.value) == ("未受理", "FAILED")
    assert "没有这个办理命令" in str(state.message)
    assert _state_of(edition) is not ApplicationState.WITHDRAWN


def test_an_order_is_good_for_its_own_action(stack: Office, edition: int) -> None:
    run = stack.run("export-record/export-record", 命令=_placed(edition))

    assert "用于另一项办理" in str(stack.wait(run, *ENDED).message)


def test_the_clock_starts_an_order_whose_run_was_never_started(stack: Office, edition: int) -> None:
    order_id = _placed(edition)

    stack.wait(stack.run("clock/clock"), "Completed")

    with open_desk() as desk:
        row = desk.session.get_one(Order, order_id)
    assert row.flow_run_id
    stack.wait(UUID(row.flow_run_id), "Completed")
    assert _state_of(edition) is ApplicationState.WITHDRAWN


def test_a_stage_that_nobody_planned_does_not_begin(stack: Office, edition: int) -> None:
    run = stack.run("conferral/conferral", edition=edition, attempt=7)

    state = stack.wait(run, *ENDED)

    assert (state.name, state.type.value) == ("未受理", "FAILED")
    assert "不能手工运行" in str(state.message)
    with open_desk() as desk:
        assert find_attempt(desk.session, edition, "conferral", 7) is None
        assert desk.session.get(Edition, edition) is not None
