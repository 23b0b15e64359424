"""The one door through which the state of a name on the list changes."""

from typing import Any

from actions.states import change
from models.deliberation import Proposal, ProposalState
from runtime.desk import Desk

_P = ProposalState
_ONWARD = {
    _P.PROPOSED: {_P.PUBLICISED, _P.CLEARED, _P.AWARDED, _P.REMOVED},
    _P.PUBLICISED: {_P.CLEARED, _P.AWARDED, _P.REMOVED},
    _P.CLEARED: {_P.PUBLICISED, _P.AWARDED, _P.REMOVED},  # a second publicity of the same list
    _P.AWARDED: {_P.REMOVED},
}


def move(
    desk: Desk, row: Proposal, to: ProposalState, *,
    actor: str = "系统", event: str = "", **facts: Any,
) -> None:  # fmt: skip
    """Let a name go on, or off the list, and write it down; any other move is a bug.

    The event is named after the new state unless `event` names it. Putting the same result in
    force again is no bug, for a run may be repeated.

    Raises:
        WrongMoment: somebody else has moved it since it was read.
    """
    assert to is row.state or to in _ONWARD.get(row.state, ()), (
        f"{row.ref} on the list cannot go from {row.state} to {to}"
    )
    change(desk, row, "state", to, called=f"名单上的 {row.ref}")
    desk.record(event or f"proposal.{to}", row.ref, actor=actor, edition=row.edition, **facts)


def set_back(desk: Desk, row: Proposal, to: ProposalState) -> None:
    """Let a name stand as it did before.

    Raises:
        WrongMoment: somebody else has moved it since it was read.
    """
    former = row.state
    if former is to:
        return
    change(desk, row, "state", to, called=f"名单上的 {row.ref}")
    desk.record("proposal.set_back", row.ref, edition=row.edition, former=former, state=to)
