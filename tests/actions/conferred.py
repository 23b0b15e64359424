"""An edition that was conferred: S001 and S002 hold the award, S003 the nomination."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from actions.award.approval import enact_approval
from actions.award.conferral import enact_conferral, open_conferral
from actions.gates import put_gate
from models.edition import EditionState, Phase
from models.gate import Decision, Outcome
from models.people import ContactKind
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLY, cleared_edition


def conferred_edition(desk: Desk) -> None:
    approval = cleared_edition(desk)
    make.add(desk, make.contact(ContactKind.COUNTY))
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    attempt = make.attempt(desk, "conferral", phase=Phase.OPENING)
    open_conferral(desk, attempt)
    enact_conferral(desk, attempt, make.decision())
    assert desk.edition(3).state is EditionState.CONFERRED


def later(desk: Desk, days: int) -> Desk:
    return replace(desk, at=desk.at + timedelta(days=days))


def decided(desk: Desk, key: str, outcome: Outcome, details: dict[str, Any]) -> Decision:
    """A decision at a gate, as a filled-in form leaves it."""
    gate = put_gate(desk, key, edition=3, title=key, role="office")
    assert gate.id is not None
    gate.outcome = outcome
    return make.add(
        desk,
        make.decision(gate_id=gate.id, outcome=outcome, details=details, decided_at=desk.at),
    )
