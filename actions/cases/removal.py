"""Taking a barred applicant out of every edition that still runs (art. 25)."""

from sqlmodel import select

from actions import applications, proposals
from models.application import Application, ApplicationState, applications_of
from models.case import Case
from models.deliberation import Proposal, ProposalState
from models.edition import Edition, EditionState, latest_attempt
from runtime.desk import Desk


def leave_running_editions(desk: Desk, case: Case, reason: str) -> None:
    """Its applications are removed, a name on a list with them; who is out already stays so."""
    running = select(Edition).where(Edition.state == EditionState.RUNNING)
    for edition in desk.session.exec(running):
        for one in applications_of(desk.session, edition.number):
            if one.uscc == case.uscc and not one.state.is_out:
                _remove(desk, one, reason)


def _remove(desk: Desk, one: Application, reason: str) -> None:
    applications.move(desk, one, ApplicationState.REMOVED, reason=reason)
    meeting = latest_attempt(desk.session, one.edition, "deliberation")
    if meeting is not None:
        query = select(Proposal).where(Proposal.attempt_id == meeting.id, Proposal.ref == one.ref)
        for proposal in desk.session.exec(query):
            proposal.reason = reason
            proposals.move(desk, proposal, ProposalState.REMOVED, reason=reason)
