"""Tasks of the stage publicity (公示): its verbs, what it waits for, what is decided."""

from actions.publicity import publicity
from models.edition import StageAttempt
from runtime.desk import Desk
from tasks.course import Judgement, Wait
from tasks.verbs import closing, enacting, opening
from tasks.waiting import LOOK_AGAIN

open_publicity = opening(publicity.open_publicity)
close_publicity = closing(publicity.close_publicity)
enact_publicity = enacting(publicity.enact_publicity)
decision = Judgement(publicity.evidence_of_publicity, publicity.ruling_in_publicity)


def period_over(desk: Desk, attempt: StageAttempt) -> Wait:
    """The period's end, and every objection through: proofs set it, replies may be late."""
    until = attempt.due_at if attempt.due_at and attempt.due_at > desk.at else None
    return Wait(
        publicity.is_publicity_over(desk, attempt),
        until or desk.at + LOOK_AGAIN,
        "公示期与异议处理",
    )
