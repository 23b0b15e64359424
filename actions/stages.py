"""The stages there are, in the order of the regulation; a pack orders them and may leave some out.

A stage of another city is a module with its `Stage`, a flow of its name, and a line here.
"""

from actions.award.approval import APPROVAL
from actions.award.conferral import CONFERRAL
from actions.entry.call import CALL
from actions.entry.eligibility import ELIGIBILITY
from actions.entry.intake import INTAKE
from actions.panels.panels import PANELS
from actions.publicity.publicity import PUBLICITY
from actions.review.document_review import DOCUMENT_REVIEW
from actions.review.site_review import SITE_REVIEW
from actions.vote.deliberation import DELIBERATION
from models.edition import StageAttempt
from rules.canonical import sha256_of
from runtime.desk import Desk

STAGES = {
    stage.name: stage
    for stage in (
        CALL,
        INTAKE,
        ELIGIBILITY,
        PANELS,
        DOCUMENT_REVIEW,
        SITE_REVIEW,
        DELIBERATION,
        PUBLICITY,
        APPROVAL,
        CONFERRAL,
    )
}
NEEDS = {stage.name: stage.needs for stage in STAGES.values()}
"""What the check of a pack must know of them."""

WITH_DEADLINE = tuple(name for name, stage in STAGES.items() if stage.owed is not None)
REOPENABLE = tuple(name for name, stage in STAGES.items() if not stage.is_final)


def input_sha256(desk: Desk, row: StageAttempt) -> str:
    """What the stage would work on now, as one hash; "" where it is always done again.

    Only what an earlier stage or a register hands over counts, never what people hand in during
    the stage itself: the same input needs no new work.
    """
    facts = STAGES[row.stage].input
    if facts is None:
        return ""
    edition = desk.edition(row.edition)
    pinned = [edition.policy_sha256, edition.criteria_sha256]
    return sha256_of({"stage": row.stage, "pinned": pinned, "facts": facts(desk, row)})
