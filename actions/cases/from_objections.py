"""An upheld objection of false papers becomes a case of its own (art. 20, 25)."""

from sqlmodel import col, select

from actions.cases.cases import open_case
from actions.cases.holders import Holder
from actions.errors import ActionRefused
from models.application import find_application
from models.case import Case
from models.edition import StageAttempt
from models.gate import decision_of, gate_at
from models.publicity import Objection, ObjectionState
from rules.objection import Verdict, tells_of_fraud
from runtime.desk import Desk

_OPENED_BY = "公示异议"
_UPHELD = (ObjectionState.UPHELD, ObjectionState.PARTLY_UPHELD)


def open_cases_of_objections(desk: Desk) -> list[Case]:
    """A case for every upheld objection that tells of fraud, once each."""
    upheld = select(Objection, StageAttempt).where(
        Objection.attempt_id == StageAttempt.id, col(Objection.state).in_(_UPHELD)
    )
    found = [_open(desk, row, attempt) for row, attempt in desk.session.exec(upheld).all()]
    return [case for case in found if case is not None]


def _open(desk: Desk, row: Objection, attempt: StageAttempt) -> Case | None:
    reason = _reason(desk, row, attempt)
    key = f"{attempt.key}/objection-{row.number}/case"
    if not tells_of_fraud(Verdict(row.state), row.matter, reason) or not desk.once(key):
        return None
    one = find_application(desk.session, attempt.edition, row.ref)
    assert one is not None, "who was published had applied"
    holder = Holder(attempt.edition, one.name, one.uscc, one.ref, email=one.email)
    facts = f"公示异议{row.number}经调查核实成立：{row.matter.rstrip('。')}。{row.findings}"
    try:
        return open_case(desk, holder, "fraud", facts=facts, opened_by=_OPENED_BY)
    except ActionRefused:  # one on the same ground runs already
        return None


def _reason(desk: Desk, row: Objection, attempt: StageAttempt) -> str:
    """What the handling decision says about it."""
    decision = decision_of(desk.session, gate_at(attempt.key))
    handled = (decision.details if decision else {}).get("异议处理") or {}
    return str(handled.get(row.number, {}).get("reason", ""))
