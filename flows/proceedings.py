"""The skeleton of a case after the award: hear, decide, request, carry out, follow up.

As with a stage, each step looks up in the database how far the case is and does its part or
nothing. A case's flow calls the steps one after the other and so reads like its article.
"""

from prefect.exceptions import Pause
from prefect.runtime import flow_run as this_run
from prefect.states import Completed

from flows.ending import RETURNED, Ending, after_gate
from flows.gate import pass_gate
from rules.cases import CasePhase
from runtime.clock import real_instant_of
from runtime.prefect_api import set_state, sleep_state
from tasks import cases


def hear(case: int) -> None:
    """The subject may state its side until the last day; no process stays meanwhile."""
    cases.begin_case(case, str(this_run.id))
    cases.open_hearing(case)
    if cases.case_phase(case) is CasePhase.HEARING:
        _wait(case)


def judge(case: int) -> None:
    """A person decides whether it is established."""
    if cases.case_phase(case) is CasePhase.DECIDING:
        pass_gate(cases.case_gate(case))


def request(case: int) -> None:
    """The city government decides about a title."""
    if cases.case_phase(case) is CasePhase.REQUESTING:
        cases.file_request(case)
        pass_gate(cases.request_gate(case))


def follow_up(case: int) -> Ending:
    """Until everything is done and a person has said so; what is left begins another round.

    Gives how the run ends.
    """
    while not (phase := cases.case_phase(case)).is_over:
        if phase is CasePhase.EXECUTING:
            _wait(case)
        if pass_gate(cases.check_gate(case)) is None:
            return after_gate(None, "")
    cases.end_case(case)
    cases.show_case(case)
    if phase is CasePhase.DISMISSED:
        return Completed(name=RETURNED, message="不予处理，本案结束。")
    return Completed(message="本案已办结。")


def _wait(case: int) -> None:
    cases.show_case(case)
    pause = cases.look_at_case(case)
    if pause.is_over:
        cases.stop_case_wait(case)
        return
    asleep = sleep_state(real_instant_of(pause.until), pause.why)
    set_state(str(this_run.id), asleep)
    raise Pause(state=asleep)
