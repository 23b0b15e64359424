"""The skeleton of a stage attempt: open, wait, close, decide, enact, hand over.

Each verb looks up in the database how far the attempt is and does its part or nothing, so a run
that is killed, retried, resumed or started twice goes on where it stood. A stage's flow calls the
verbs one after the other and so reads like its articles.
"""

from typing import Any, NoReturn

from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.runtime import flow_run as this_run
from prefect.states import Completed

from actions.stage import Stage
from flows.ending import RETURNED, VOID, Ending
from flows.gate import pass_gate
from models.edition import Phase
from models.gate import gate_at
from runtime.clock import real_instant_of
from runtime.prefect_api import AWAITING, TO_BE_SEALED, set_state, sleep_state
from tasks.artifacts import show_papers
from tasks.course import (
    Run,
    begin_attempt,
    look,
    phase_of,
    show_board,
    show_news_if_possible,
    start_next_stage,
    start_stage,
    stop_waiting,
    to_be_sealed,
)
from tasks.verbs import closing, enacting, opening
from tasks.waiting import far_away


def begin(stage: Stage, edition: int, attempt: int) -> Run:
    """The attempt this run carries out."""
    return begin_attempt(stage, edition, attempt, str(this_run.id))


def open_stage(run: Run) -> None:
    """Publish, invite, draw."""
    opening(run.stage)(run.attempt_id)


def wait(run: Run) -> None:
    """Until the stage has what it needs or its deadline has come; no process stays meanwhile."""
    situation = look(run.attempt_id)
    if situation.phase is not Phase.WAITING:
        return
    if situation.is_over:
        stop_waiting(run.attempt_id)
        return
    missing = to_be_sealed(run.attempt_id)
    asleep = sleep_state(
        real_instant_of(situation.until),
        missing or situation.why,
        name=TO_BE_SEALED if missing else AWAITING,
    )
    _sleep(run, asleep)


def close_stage(run: Run) -> None:
    """Compute and report."""
    closing(run.stage)(run.attempt_id)


def decide(run: Run) -> None:
    """A person decides; until then the run is suspended."""
    if phase_of(run.attempt_id) is Phase.DECIDING:
        pass_gate(gate_at(run.key))


def enact(run: Run) -> None:
    """Set in force what was approved."""
    enacting(run.stage)(run.attempt_id)


def hand_over(run: Run) -> Ending:
    """An approved stage starts the one the policy names next, a returned one its next attempt.

    Gives how the run ends. What leaves only with number and seal has left before that.
    """
    if missing := to_be_sealed(run.attempt_id):
        _sleep(run, sleep_state(far_away(), missing, name=TO_BE_SEALED))
    phase = phase_of(run.attempt_id)
    is_followed = phase is Phase.RETURNED
    if is_followed:
        start_stage(run.edition, run.stage.name, run.attempt + 1)
    elif phase is Phase.APPROVED:
        is_followed = start_next_stage(run.edition, run.stage.name)
    show_papers(run.edition)
    if not is_followed:  # a run that follows shows it when it waits
        show_board(run.edition)
    return _ending(phase)


def _sleep(run: Run, asleep: State[Any]) -> NoReturn:
    set_state(str(this_run.id), asleep)
    show_news_if_possible(run.edition)
    raise Pause(state=asleep)


def _ending(phase: Phase) -> Ending:
    if phase is Phase.APPROVED:
        return Completed(message="本阶段已通过。")
    if phase is Phase.RETURNED:
        return Completed(name=RETURNED, message="决定人退回，本阶段重新进行一次。")
    return Completed(name=VOID, message="本阶段的这一次已失效，由另一次接着办理。")
