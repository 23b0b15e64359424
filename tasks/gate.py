"""A gate's steps: look, hand out the form, settle an answer; only the last is a task run.

``flows.gate`` strings them together; why it holds is told there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prefect.runtime import flow_run as this_run

from actions.gates import Answer, Evidence, ask, decide, put_gate
from models.gate import Gate, Outcome
from runtime.desk import Desk, open_desk
from tasks.artifacts import Page
from tasks.forms import OUTCOMES, GateForm, details_of
from tasks.refusals import office_task
from tasks.summons import summon_approvers

Witness = Callable[[Desk], Evidence]
Ruling = Callable[[Desk, dict[str, str]], dict[str, Any]]
OnDecided = Callable[[Desk, Outcome], None]


def no_ruling(_desk: Desk, _details: dict[str, str]) -> dict[str, Any]:
    """For gates whose form has the four common fields only."""
    return {}


@dataclass(frozen=True, slots=True)
class GateSpec:
    """One gate: its key, title and role, what it rests on, and what its form must settle."""

    key: str  # "3/intake/1/gate"
    edition: int
    title: str
    role: str
    evidence: Witness
    form: type[GateForm]
    ruling: Ruling
    decided: OnDecided


@dataclass(frozen=True, slots=True)
class Asked:
    """How far a gate is: how often it was asked, and its outcome when there is one."""

    asks: int
    outcome: Outcome | None
    is_cancelled: bool


def look_at_gate(gate: GateSpec) -> Asked:
    with open_desk() as desk:
        row = _row(desk, gate)
        return Asked(row.asks, row.outcome, row.is_cancelled)


@dataclass(frozen=True, slots=True)
class Request:
    """One more ask of a gate: its number, the markdown above the form, the evidence as a page."""

    number: int
    description: str
    page: Page


def hand_out(gate: GateSpec, why_again: str) -> Request:
    """Count one more ask, and write to those who may answer."""
    with open_desk() as desk:
        row = _row(desk, gate)
        evidence = gate.evidence(desk)
        number = ask(desk, row, evidence, run_id=str(this_run.id), why_again=why_again)
        summon_approvers(desk, row, number)
    shown = f"## {gate.title}\n\n{evidence.text}\n\n材料校验值 `{evidence.sha256}`"
    again = f"> **请重新填写：{why_again}**\n\n" if why_again else ""
    page = Page(gate.key.replace("/", "-"), shown, gate.title)
    return Request(number, f"{again}{shown}", page)


@office_task
def settle(gate: GateSpec, form: GateForm) -> Outcome:
    """The outcome of an answer that holds.

    Raises:
        Refusal: it does not hold, or a year has no calendar; nothing was decided.
    """
    outcome = OUTCOMES[form.决定]
    with open_desk() as desk:
        row = _row(desk, gate)
        details: dict[str, Any] = dict(details_of(form))
        if outcome is Outcome.APPROVED:
            details |= gate.ruling(desk, details_of(form))
        answer = Answer(form.审批人, form.动态验证码, outcome, form.意见, details)
        decide(desk, row, answer, gate.evidence(desk))
        gate.decided(desk, outcome)
    return outcome


def _row(desk: Desk, gate: GateSpec) -> Gate:
    return put_gate(desk, gate.key, edition=gate.edition, title=gate.title, role=gate.role)
