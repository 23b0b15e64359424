"""Gates: a question to people, asked as often as it takes, decided once.

That a run goes on is never the decision: any client of Prefect can make it go on. The decision is
a row, written by ``decide`` in one compare-and-set from a person's proof that is good for exactly
this statement, and the hash of the evidence that was shown.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, update

from actions.errors import NotEntitled
from actions.proving import Given, Proof, prove
from models.gate import Decision, Gate, Outcome, decision_of, find_gate
from models.people import officers_of
from models.types import id_of
from rules.canonical import sha256_of
from runtime.desk import Desk

_CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision rests on: the text that is shown, and the facts it is bound to."""

    text: str  # markdown
    facts: Any  # plain JSON; a change of any of it voids an answer given before the change

    @property
    def sha256(self) -> str:
        return sha256_of(self.facts)


class EvidenceChanged(NotEntitled):
    """What was shown is no longer so: nothing was decided, and the question is put anew."""

    def __init__(self) -> None:
        super().__init__("材料在您查看之后有变化，刚才的决定没有生效，请按最新材料重新决定。")


@dataclass(frozen=True, slots=True)
class Answer:
    """Who decides what, why, and with what proof."""

    approver: str
    code: str
    outcome: Outcome
    opinion: str
    details: dict[str, Any] = field(default_factory=dict)
    assertion: dict[str, Any] | None = None  # of a passkey, instead of the code


def put_gate(desk: Desk, key: str, *, edition: int, title: str, role: str) -> Gate:
    """The gate of that key, made when it is not there."""
    gate = find_gate(desk.session, key)
    if gate is None:
        gate = Gate(key=key, edition=edition, title=title, role=role)
        desk.session.add(gate)
        desk.session.flush()
    return gate


def ask(desk: Desk, gate: Gate, evidence: Evidence) -> int:
    """Put the question on this evidence; gives the number of this ask."""
    gate.asks += 1
    gate.asked_at = desk.at
    gate.evidence = evidence.text
    gate.evidence_sha256 = evidence.sha256
    desk.session.add(gate)
    desk.session.flush()
    desk.record(
        "gate.asked", gate.key, edition=gate.edition,
        ask=gate.asks, evidence_sha256=evidence.sha256,
    )  # fmt: skip
    return gate.asks


def decide(desk: Desk, gate: Gate, answer: Answer, evidence: Evidence) -> Decision:
    """Write the decision, or refuse the answer in a sentence.

    Raises:
        NotEntitled: unknown or wrong person, wrong or used code.
        EvidenceChanged: since the question was put.
    """
    proof = _proof(desk, gate, answer)
    approver = proof.person
    if evidence.sha256 != gate.evidence_sha256:
        raise EvidenceChanged
    changed = desk.session.exec(
        update(Gate)
        .where(col(Gate.id) == gate.id, col(Gate.outcome).is_(None), ~col(Gate.is_cancelled))
        .values(outcome=answer.outcome)
    )
    if changed.rowcount != 1:
        raise NotEntitled("这一事项已经由他人决定，或已被撤销。")
    decision = Decision(
        gate_id=id_of(gate),
        outcome=answer.outcome,
        approver=approver.name,
        role=gate.role,
        opinion=answer.opinion,
        details=answer.details,
        evidence_sha256=evidence.sha256,
        decided_at=desk.at,
        proof=proof.facts,
    )
    desk.session.add(decision)
    desk.record(
        "gate.decided", gate.key, actor=approver.name, edition=gate.edition,
        outcome=answer.outcome, opinion=answer.opinion, details=answer.details,
        evidence_sha256=evidence.sha256, proof=proof.facts,
    )  # fmt: skip
    return decision


def statement_of(gate: Gate, answer: Answer) -> dict[str, Any]:
    """What a person signs who decides: this gate, this ask, on this evidence, in these words."""
    return {
        "gate": gate.key,
        "ask": gate.asks,
        "evidence_sha256": gate.evidence_sha256,
        "outcome": answer.outcome.value,
        "opinion": answer.opinion,
        "details": answer.details,
    }


def _proof(desk: Desk, gate: Gate, answer: Answer) -> Proof:
    given = Given(answer.code, answer.assertion)
    proof = prove(desk, answer.approver, given, statement_of(gate, answer))
    if gate.role not in proof.person.roles:
        raise NotEntitled(f"{proof.person.name}无权决定这一事项。")
    _check_post(desk, gate, proof.person.name)
    return proof


def _check_post(desk: Desk, gate: Gate, name: str) -> None:
    """What the chair decides is decided by the chair or a deputy of this edition (art. 8)."""
    officers = [one.name for one in officers_of(desk.session, gate.edition)]
    if gate.role == _CHAIR and officers and name not in officers:
        raise NotEntitled(
            f"{name}不是第{gate.edition}届评审委员会的主任委员或副主任委员（{'、'.join(officers)}），"
            "无权决定这一事项。"
        )


def decision_row(desk: Desk, key: str) -> Decision:
    """The decision of a gate that was decided."""
    decision = decision_of(desk.session, key)
    assert decision is not None, f"{key} was decided before this is asked"
    return decision


def page_of(desk: Desk, key: str) -> str:
    """The address at which a gate is decided."""
    return f"{desk.settings.portal_url}/desk/decide/{key}"
