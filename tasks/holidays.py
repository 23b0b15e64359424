"""Runs that wait until the holiday plan of a year is there; the clock lets them go on."""

from datetime import timedelta
from typing import Any

from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.runtime import flow_run as this_run
from prefect.states import Scheduled
from sqlmodel import col, select

from models.effects import Effect
from rules.calendar import YearUnknown
from runtime import prefect_api
from runtime.clock import real_now
from runtime.desk import open_desk
from tasks.chore import chore

AWAITS_PLAN = "等待放假安排"
_PREFIX = "awaits-plan/"
_LOOK_AGAIN = timedelta(days=30)


def wait_for_plan(unknown: YearUnknown) -> Pause:
    """What to raise: the run sleeps, and its state says which year is missing and what to do."""
    run_id = str(this_run.id)
    with open_desk() as desk:
        row = Effect(key=f"{_PREFIX}{run_id}", done_at=desk.at, result=str(unknown.year))
        desk.session.merge(row)
    later = real_now() + _LOOK_AGAIN
    asleep: State[Any] = Scheduled(name=AWAITS_PLAN, message=unknown.sentence, scheduled_time=later)
    prefect_api.set_state(run_id, asleep)
    return Pause(state=asleep)


def _runs_that_may_go_on() -> list[str]:
    with open_desk() as desk:
        waiting = desk.session.exec(select(Effect).where(col(Effect.key).startswith(_PREFIX)))
        return [
            one.key.removeprefix(_PREFIX)
            for one in waiting
            if int(one.result) in desk.calendar.years
        ]


@chore(_runs_that_may_go_on)
def go_on_with_plan(run_ids: list[str]) -> None:
    """Wake what waited for a year whose plan has come; one that was cancelled stays so."""
    for run_id in run_ids:
        state = prefect_api.state_of(run_id)
        if state is not None and state.name == AWAITS_PLAN:
            prefect_api.wake(run_id)
        with open_desk() as desk:
            row = desk.session.get(Effect, f"{_PREFIX}{run_id}")
            if row is not None:
                desk.session.delete(row)
