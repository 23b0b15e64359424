"""Tasks of the cases after the award: open, wait, the three gates, carry out, close."""

from dataclasses import dataclass
from datetime import datetime

from actions.cases import effects as case_effects
from actions.cases import follow_up as case_follow_up
from actions.cases import hearing as case_hearing
from actions.cases import petition as case_petition
from actions.cases.cases import advance_case, get_case, is_heard, tasks_of
from actions.stage import LOOK_AGAIN
from models.gate import gate_at
from rules.cases import CasePhase
from runtime.desk import open_desk
from tasks.artifacts import show
from tasks.refusals import office_task, patient_task


@dataclass(frozen=True, slots=True)
class Pause:
    """Whether a case has what it waits for, and until when it sleeps (simulated time) and why."""

    is_over: bool
    until: datetime
    why: str


@office_task
def begin_case(case_id: int, run_id: str) -> None:
    """The newest run of a case is the one that counts."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        row.flow_run_id = run_id
        desk.session.add(row)


@patient_task
def open_hearing(case_id: int) -> None:
    """The subject is told what is said of it."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase is CasePhase.OPENING:
            advance_case(desk, row, CasePhase.HEARING)
            case_hearing.tell_subject(desk, row)


@patient_task
def carry_out(case_id: int) -> None:
    """What the decision says comes into force."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase is CasePhase.ENACTING:
            case_effects.carry_out(desk, row)
            follows = case_effects.has_follow_up(row)
            advance_case(desk, row, CasePhase.EXECUTING if follows else CasePhase.CLOSED)


@patient_task
def file_request(case_id: int) -> None:
    """The request goes to the city government."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase is CasePhase.REQUESTING:
            case_petition.request_revocation(desk, row)


@office_task
def stop_case_wait(case_id: int) -> None:
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase.waits:
            after = {
                CasePhase.HEARING: CasePhase.DECIDING, CasePhase.EXECUTING: CasePhase.CHECKING
            }  # fmt: skip
            advance_case(desk, row, after[row.phase])


@office_task
def show_case(case_id: int) -> None:
    """The case's page among the artifacts."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        text = case_follow_up.case_page(desk, row)
        title = f"{row.number} {row.name}"
    show(f"case-{case_id}", text, title)


def case_phase(case_id: int) -> CasePhase:
    with open_desk() as desk:
        return get_case(desk, case_id).phase


def look_at_case(case_id: int) -> Pause:
    """What a run of a case finds when it comes to its wait."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase is CasePhase.HEARING:
            until = row.due_at or desk.at
            return Pause(is_heard(desk, row) or desk.at >= until, until, "等待书面说明")
        left = tasks_of(desk, row)
        until = desk.at + LOOK_AGAIN
        if row.kind.corrects and row.due_at:
            until = row.due_at  # then a person looks whether it was put right
        return Pause(not left or desk.at >= until, until, f"尚有{len(left)}项未办")


def case_gate(case_id: int) -> str:
    """The key of the gate: is it established?"""
    return gate_at(_key(case_id))


def request_gate(case_id: int) -> str:
    """The key of the city government's decision on a title (art. 25, 26)."""
    return gate_at(f"{_key(case_id)}/request")


def check_gate(case_id: int) -> str:
    """The key of the gate of this round: is everything done?"""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        return gate_at(f"{row.key}/check/{row.round}")


def _key(case_id: int) -> str:
    with open_desk() as desk:
        return get_case(desk, case_id).key


@office_task
def end_case(case_id: int) -> None:
    """The subject of a case that came to nothing learns it, with the reason."""
    with open_desk() as desk:
        row = get_case(desk, case_id)
        if row.phase is CasePhase.DISMISSED:
            case_hearing.tell_dismissed(desk, row)
    show_case(case_id)
