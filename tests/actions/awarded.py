"""An edition whose list was cleared: two names for the award, one nomination, one finalist."""

from datetime import date

from models.application import ApplicationState
from models.deliberation import Proposal, ProposalState
from models.edition import Phase, StageAttempt
from models.people import ContactKind
from runtime.desk import Desk
from tests.actions import factories as make

REPLY = {"批复文号": "钦政函〔2026〕9号", "批复日期": "2026-04-01"}
REPLIED_ON = date(2026, 4, 1)


def cleared_edition(desk: Desk) -> StageAttempt:
    """The approval attempt, opening; S001 and S002 are for the award, S003 for the nomination."""
    make.attempt(desk, "intake", phase=Phase.APPROVED)
    make.attempt(desk, "eligibility", phase=Phase.APPROVED)
    vote = make.attempt(desk, "deliberation", phase=Phase.APPROVED)
    assert vote.id is not None
    for kind in (ContactKind.OFFICE, ContactKind.GOVERNMENT, ContactKind.FINANCE):
        make.add(desk, make.contact(kind))
    for rank, (ref, prize) in enumerate(
        [("S001", "award"), ("S002", "award"), ("S003", "nomination")], start=1
    ):
        make.add(desk, make.application(ref, state=ApplicationState.PROPOSED))
        make.add(
            desk,
            Proposal(
                edition=3, attempt_id=vote.id, prize=prize, rank=rank, ref=ref,
                state=ProposalState.CLEARED, reason="得票过半数",
            ),
        )  # fmt: skip
    make.add(desk, make.application("S004", state=ApplicationState.NOT_PROPOSED))
    return make.attempt(desk, "approval", phase=Phase.OPENING)
