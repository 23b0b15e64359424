"""The gate and the orders hold with Prefect's own server and process worker alike."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from actions.deciding.decide import decide_at
from cli.rehearsal.office import await_true
from models.edition import EditionState, Phase
from runtime.desk import open_desk
from runtime.prefect_api import resume, start_run
from tests.embedded_fixture import Office
from tests.flows.conftest import open_stack
from tests.flows.editions import PATIENCE, waits_at
from tests.flows.setups import put_to_the_chair

pytestmark = [pytest.mark.flow, pytest.mark.slow]
NUMBER = 3


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_stack(tmp_path_factory.mktemp("plain"), engine="stock") as office:
        yield office


def test_a_stock_worker_decides_nothing_and_obeys_orders_alone(plain: Office) -> None:
    setup = put_to_the_chair(NUMBER)
    unordered = plain.run("move-deadline/move-deadline")
    unplanned = plain.run("conferral/conferral", edition=NUMBER, attempt=1)
    for run in (unordered, unplanned):
        assert plain.wait(run, "未受理", "Completed").name == "未受理"

    resume(setup.run_id)
    await_true(lambda: plain.history(UUID(setup.run_id)).count("Suspended") == 2, "no", PATIENCE)
    await_true(lambda: waits_at(setup.gate), "it does not wait again", PATIENCE)
    assert setup.state() is EditionState.PREPARING

    answer, shown = setup.answer(setup.player._code("陈主任")), setup.shown()
    with open_desk() as desk:  # and then the process that should tell the run is killed
        decide_at(desk, setup.gate, answer, shown)
    start_run("clock/clock", {}, key="plain-clock")
    await_true(lambda: setup.phase("call") is Phase.DECIDING, "no call", PATIENCE)
