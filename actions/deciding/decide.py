"""Deciding at a gate in one transaction: looked at, proved, ruled, carried into effect."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.deciding.gates import spec_of
from actions.deciding.in_their_name import tell_who_decided
from actions.deciding.spec import GateSpec
from actions.deciding.summons import summon_approvers
from actions.details import read_details
from actions.errors import UnknownSubject, WrongMoment
from actions.gates import Answer, Evidence, EvidenceChanged, ask, decide, put_gate, statement_of
from models.gate import Decision, Gate, Outcome, find_gate
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Question:
    """A gate as it is put to people now."""

    gate: Gate
    spec: GateSpec
    evidence: Evidence


def put_question(desk: Desk, key: str, run_id: str) -> Question:
    """Ask at a gate on behalf of a run: those who may decide are written to, once.

    Asked already on the same evidence, nothing is counted and nobody is told again.
    """
    spec = spec_of(desk, key)
    gate = put_gate(desk, key, edition=spec.edition, title=spec.title, role=spec.role)
    gate.flow_run_id = run_id
    desk.session.add(gate)
    return _asked(desk, gate, spec)


def look_at_question(desk: Desk, key: str) -> Question:
    """What whoever decides is shown, on the evidence of this moment.

    Raises:
        UnknownSubject: nothing of that key waits for a decision.
        WrongMoment: it is decided, or no longer needs to be.
    """
    return _asked(desk, _open_gate(desk, key), spec_of(desk, key))


def decide_at(desk: Desk, key: str, answer: Answer, evidence_sha256: str) -> Decision:
    """The decision with its effect; ``answer.details`` is what was filled in.

    Raises:
        EvidenceChanged: it is no longer what was shown (``evidence_sha256``).
        DetailsRefused: fields are not filled in right, each with a sentence.
        ActionRefused: something is not settled, or may not be now.
        ProofRefused: wrong code or signature; ``count_failure`` it in another transaction.
        NotEntitled: not this person.
    """
    gate, spec = _open_gate(desk, key), spec_of(desk, key)
    evidence = spec.evidence(desk)
    if evidence.sha256 != evidence_sha256:
        raise EvidenceChanged
    if evidence.sha256 != gate.evidence_sha256:
        ask(desk, gate, evidence)
    decision = decide(desk, gate, _ruled(desk, spec, answer), evidence)
    spec.decided(desk, answer.outcome)
    tell_who_decided(desk, gate, decision)
    return decision


def statement_at(desk: Desk, key: str, answer: Answer) -> dict[str, Any]:
    """What a passkey has to sign for this answer; refused as ``decide_at`` would refuse it."""
    gate = _open_gate(desk, key)
    return statement_of(gate, _ruled(desk, spec_of(desk, key), answer))


def _ruled(desk: Desk, spec: GateSpec, answer: Answer) -> Answer:
    """The answer with what is kept of its details: nothing, when it is a return."""
    if answer.outcome is not Outcome.APPROVED:
        return replace(answer, details={})
    given: Mapping[str, Any] = answer.details
    details = read_details(spec.details, given)
    return replace(answer, details=spec.ruling(desk, details))


def _asked(desk: Desk, gate: Gate, spec: GateSpec) -> Question:
    evidence = spec.evidence(desk)
    if not gate.asks or gate.evidence_sha256 != evidence.sha256:
        ask(desk, gate, evidence)
        summon_approvers(desk, gate, spec.follows)
    return Question(gate, spec, evidence)


def _open_gate(desk: Desk, key: str) -> Gate:
    gate = find_gate(desk.session, key)
    if gate is None or not gate.asks:
        raise UnknownSubject(f"没有编号为“{key}”的待决事项，请在待办里重新选择。")
    if gate.outcome is not None or gate.is_cancelled:
        raise WrongMoment(f"“{gate.title}”已经由他人决定，或已被撤销。")
    return gate
