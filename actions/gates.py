"""Gates: a question to people, asked as often as it takes, decided once.

That a run goes on is never the decision: any client of Prefect can make it go on. The decision is
a row, written by ``decide`` in one compare-and-set from a name, a code of that person's
authenticator that was never used before, and the hash of the evidence that was shown.
"""

from dataclasses import dataclass, field
from typing import Any

import pyotp
from sqlmodel import col, update

from actions.errors import NotEntitled
from models.case import disqualification_of
from models.gate import Approver, Decision, Gate, Outcome, decision_of, find_approver, find_gate
from models.types import id_of
from rules.canonical import sha256_of
from runtime import keys
from runtime.desk import Desk

_STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision rests on: the text shown above the form, and the facts it is bound to."""

    text: str  # markdown
    facts: Any  # plain JSON; a change of any of it voids an answer given before the change

    @property
    def sha256(self) -> str:
        return sha256_of(self.facts)


@dataclass(frozen=True, slots=True)
class Answer:
    """A filled-in form."""

    approver: str
    code: str
    outcome: Outcome
    opinion: str
    details: dict[str, Any] = field(default_factory=dict)


def put_gate(desk: Desk, key: str, *, edition: int, title: str, role: str) -> Gate:
    """The gate of that key, made when it is not there."""
    gate = find_gate(desk.session, key)
    if gate is None:
        gate = Gate(key=key, edition=edition, title=title, role=role)
        desk.session.add(gate)
        desk.session.flush()
    return gate


def ask(desk: Desk, gate: Gate, evidence: Evidence, *, run_id: str, why_again: str = "") -> int:
    """Hand the form out once more; gives the number of this ask, which keys the form."""
    gate.asks += 1
    gate.asked_at = desk.at
    gate.evidence = evidence.text
    gate.evidence_sha256 = evidence.sha256
    gate.flow_run_id = run_id
    desk.session.add(gate)
    desk.session.flush()
    desk.record(
        "gate.asked", gate.key, edition=gate.edition,
        ask=gate.asks, evidence_sha256=evidence.sha256, why_again=why_again,
    )  # fmt: skip
    return gate.asks


def decide(desk: Desk, gate: Gate, answer: Answer, evidence: Evidence) -> Decision:
    """Write the decision, or refuse the answer in a sentence; the gate then asks again.

    Raises:
        NotEntitled: unknown or wrong person, wrong or used code, or evidence that has changed
            since the form was handed out.
    """
    approver = _entitled(desk, answer, gate.role)
    if evidence.sha256 != gate.evidence_sha256:
        raise NotEntitled("表单发出后材料有变化，刚才的决定作废，请按最新材料重新决定。")
    changed = desk.session.exec(
        update(Gate)
        .where(col(Gate.id) == gate.id, col(Gate.outcome).is_(None), ~col(Gate.is_cancelled))
        .values(outcome=answer.outcome)
    )
    if changed.rowcount != 1:
        raise NotEntitled("这一事项已经由他人决定，或已被撤销。")
    _use_code(desk, approver, answer.code)
    decision = Decision(
        gate_id=id_of(gate),
        outcome=answer.outcome,
        approver=approver.name,
        role=gate.role,
        opinion=answer.opinion,
        details=answer.details,
        evidence_sha256=evidence.sha256,
        decided_at=desk.at,
    )
    desk.session.add(decision)
    desk.record(
        "gate.decided", gate.key, actor=approver.name, edition=gate.edition,
        outcome=answer.outcome, opinion=answer.opinion, details=answer.details,
        evidence_sha256=evidence.sha256,
    )  # fmt: skip
    return decision


def decision_row(desk: Desk, key: str) -> Decision:
    """The decision of a gate that was decided."""
    decision = decision_of(desk.session, key)
    assert decision is not None, f"{key} was decided before this is asked"
    return decision


def enrol(desk: Desk, name: str, roles: list[str], address: str = "") -> str:
    """Give a person a new TOTP secret (base32); an earlier one stops working.

    Raises:
        NotEntitled: the person was taken out of the review (art. 30).
    """
    if disqualification_of(desk.session, name) is not None:
        raise NotEntitled(f"{name}已被取消参与评审工作的资格，不能登记为审批人。")
    secret = pyotp.random_base32()
    approver = find_approver(desk.session, name) or Approver(
        name=name, secret="", enrolled_at=desk.at
    )
    approver.roles = roles
    approver.address = address or approver.address
    approver.secret = keys.encrypt(secret)
    approver.last_step = 0
    approver.enrolled_at = desk.at
    approver.is_active = True
    desk.session.add(approver)
    desk.record("approver.enrolled", name, roles=roles)
    return secret


def _entitled(desk: Desk, answer: Answer, role: str) -> Approver:
    approver = find_approver(desk.session, answer.approver.strip())
    if approver is None or not approver.is_active:
        raise NotEntitled(f"没有名为“{answer.approver}”的审批人，请核对姓名或先办理登记。")
    if role not in approver.roles:
        raise NotEntitled(f"{approver.name}无权决定这一事项。")
    step = _step_of(approver, answer.code)
    if step is None:
        raise NotEntitled("动态验证码不正确或已过期，请查看验证器上最新的六位数字。")
    if step <= approver.last_step:
        raise NotEntitled("这个动态验证码已经用过，请等验证器显示下一个再填。")
    return approver


def _step_of(approver: Approver, code: str) -> int | None:
    """The 30-second step a code belongs to: the present one or a neighbour, else ``None``."""
    totp = pyotp.TOTP(keys.decrypt(approver.secret))
    present = keys.totp_time() // _STEP_SECONDS
    for step in (present, present - 1, present + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None


def _use_code(desk: Desk, approver: Approver, code: str) -> None:
    step = _step_of(approver, code)
    used = desk.session.exec(
        update(Approver)
        .where(col(Approver.id) == approver.id, col(Approver.last_step) < (step or 0))
        .values(last_step=step)
    )
    if used.rowcount != 1:
        raise NotEntitled("这个动态验证码已经用过，请等验证器显示下一个再填。")
