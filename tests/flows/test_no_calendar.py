"""A year without holidays: what needs one waits for it, and goes on by itself when it is there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.rehearsal.office import await_true, is_out
from flows.every_action import order
from models.edition import Edition, Phase, attempts_of
from models.paper import papers_of
from models.types import SHANGHAI
from runtime.clock import read_scaled, run_until
from runtime.desk import open_desk
from runtime.prefect_api import start_run, state_of
from runtime.settings import settings
from tasks.course import start_stage
from tests.actions import factories
from tests.embedded_fixture import Office
from tests.flows.editions import PATIENCE, await_name

WAITS = "等待放假安排"
OPENED, RUNNING = 121, 122


@pytest.fixture
def december(stack: Office) -> Iterator[None]:
    """It is the end of a year after which no plan was published; spring comes back afterwards."""
    assert stack.server.pids(), "the server runs"
    clock = Path(settings().clock)
    spring = read_scaled(clock)
    late = datetime(2026, 12, 10, 9, 0, tzinfo=SHANGHAI)
    run_until(clock, late + timedelta(days=300), rate=1.0, start=late)
    yield
    run_until(clock, spring.hold, rate=1.0, start=spring.sim)
    for plan in Path(settings().calendars or "").glob("*.toml"):
        plan.unlink()


@pytest.mark.flow
@pytest.mark.usefixtures("december")
def test_opening_and_publishing_wait_in_a_sentence_and_go_on_when_the_plan_is_there() -> None:
    with open_desk() as desk:
        factories.add(desk, factories.edition(number=RUNNING))
    opening = order("open-edition", {"届次": OPENED}, actor="陈主任", key="no-plan-opening")
    calling = start_stage(RUNNING, "call", 1)

    for run in (opening, calling):
        await_name(run, WAITS)
        state = state_of(run)
        assert state is not None
        assert "没有 2027 年的放假安排" in str(state.message)
        assert "policies/calendars/2027.toml" in str(state.message)
    with open_desk() as desk:
        assert desk.session.get(Edition, OPENED) is None
        assert [one.phase for one in attempts_of(desk.session, RUNNING)] == [Phase.OPENING]
        assert papers_of(desk.session, RUNNING) == []

    add_plan(2027)
    start_run("clock/clock", {}, key="no-plan-clock")  # here the schedule is off

    await_true(lambda: is_out(f"{RUNNING}/call/1/gate"), "the call asks nobody", PATIENCE)
    await_name(opening, "AwaitingDeadline")  # for the committee
    with open_desk() as desk:
        (notice,) = [one for one in papers_of(desk.session, RUNNING) if one.kind == "notice"]
        assert "2027年1月" in notice.values_json


def add_plan(year: int) -> None:
    folder = Path(settings().calendars or "")
    folder.mkdir(exist_ok=True)
    text = f'year = {year}\nsource = "示例"\noff_days = []\nmake_up_workdays = []\n'
    (folder / f"{year}.toml").write_text(text, encoding="utf-8")
