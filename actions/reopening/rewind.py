"""Applications and the list as they stood before a stage: what a reopening starts from.

Who withdrew stays out, and so does whoever an earlier stage let go.
"""

from collections.abc import Iterable

from actions import applications, proposals
from actions.attempts import was_approved
from actions.publicity.handling import leaving
from actions.publicity.publicity import HANDLING
from actions.stages import STAGES
from models.application import ApplicationState, applications_of
from models.conferral import reply_of
from models.deliberation import ProposalState, proposals_of
from models.edition import StageAttempt, attempt_in_force, rests_on
from models.gate import decision_of, gate_at
from models.types import id_of
from rules.policy import Policy
from rules.reopening import from_stage_on
from runtime.desk import Desk

_S = ApplicationState


def entry_state(policy: Policy, stage: str) -> ApplicationState:
    """What an application is when the stage opens."""
    order = policy.stages.order.value
    makers = [STAGES[one].makes[0] for one in order[: order.index(stage)] if STAGES[one].makes]
    return makers[-1] if makers else _S.RECEIVED


def rewind(desk: Desk, edition: int, stage: str, stale: Iterable[StageAttempt]) -> None:
    """Undo what the stage and all after it made of applications and of the list.

    Called while ``stale``, the attempts that are to fall, are still in force.
    """
    policy = desk.policy(edition)
    later = from_stage_on(policy, stage)
    undone = {state for one in later for state in STAGES[one].makes}
    back = _struck(desk, stale)
    for row in applications_of(desk.session, edition):
        if row.state in undone or (row.state is _S.REMOVED and row.ref in back):
            applications.set_back(desk, row, entry_state(policy, stage))
    _rewind_list(desk, edition, later, back)


def _struck(desk: Desk, stale: Iterable[StageAttempt]) -> set[str]:
    """Receipt numbers that an attempt which is to fall took off the list."""
    found: set[str] = set()
    for attempt in stale:
        row = rests_on(desk.session, attempt)
        if attempt.stage == "approval" and was_approved(desk, attempt):
            reply = reply_of(desk.session, id_of(row))
            found |= set(reply.struck if reply else ())
        decision = decision_of(desk.session, gate_at(row.key))
        if attempt.stage == "publicity" and decision is not None:
            found |= _left_in_publicity(desk, row, decision.details)
    return found


def _left_in_publicity(desk: Desk, row: StageAttempt, details: dict[str, object]) -> set[str]:
    handled = details.get(HANDLING)
    return set(leaving(desk, row, handled)) if isinstance(handled, dict) else set()


def _rewind_list(desk: Desk, edition: int, later: tuple[str, ...], back: set[str]) -> None:
    """Names of the list in force stand again as the committee proposed them, or as cleared."""
    vote = attempt_in_force(desk.session, edition, "deliberation")
    to = ProposalState.PROPOSED if "publicity" in later else ProposalState.CLEARED
    for row in proposals_of(desk.session, id_of(vote)) if vote else []:
        if row.state is not ProposalState.REMOVED or row.ref in back:
            proposals.set_back(desk, row, to)
