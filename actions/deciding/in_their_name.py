"""Whoever decided is told at once what was done in their name, so that a thief is noticed."""

from actions.letters.house import write_to_person
from models.gate import Decision, Gate, Outcome
from models.person import find_person
from notifications.wording import deadline_text
from runtime.desk import Desk

_WORDS = {Outcome.APPROVED: "同意", Outcome.RETURNED: "退回"}


def tell_who_decided(desk: Desk, gate: Gate, decision: Decision) -> None:
    person = find_person(desk.session, decision.approver)
    assert person is not None, "they have just proved who they are"
    write_to_person(
        desk,
        "in-your-name",
        key=f"in-your-name/{gate.key}",
        to=person,
        what=f"对“{gate.title}”作出决定：{_WORDS[decision.outcome]}",
        at=deadline_text(decision.decided_at),
        words=decision.opinion,
    )
