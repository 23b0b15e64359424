"""The one door through which an application's state changes."""

from typing import Any

from actions.states import change
from models.application import Application, ApplicationState
from runtime.desk import Desk

_S = ApplicationState
_ONWARD = {
    _S.RECEIVED: {_S.REFUSED, _S.ACCEPTED},
    _S.REFUSED: {_S.RECEIVED},
    _S.ACCEPTED: {_S.ELIGIBLE, _S.INELIGIBLE},
    _S.ELIGIBLE: {_S.SHORTLISTED, _S.NOT_SHORTLISTED},
    _S.SHORTLISTED: {_S.CANDIDATE},
    _S.CANDIDATE: {_S.PROPOSED, _S.NOT_PROPOSED},
    _S.PROPOSED: {_S.AWARDED},
}
_LEAVING = {_S.REMOVED, _S.WITHDRAWN}  # open to everybody who is still in the running


def enter(desk: Desk, row: Application, **facts: Any) -> None:
    """A package has come in: received, or refused for the reasons its row carries."""
    row.state = _judged(row)
    desk.session.add(row)
    desk.session.flush()
    desk.record("application.received", row.ref, edition=row.edition, **facts)


def judge(desk: Desk, row: Application) -> None:
    """Received or refused, as the reasons in its row say now; written down when that is new."""
    former, to = row.state, _judged(row)
    if former is to:
        desk.session.add(row)
        return
    move(desk, row, to, event="application.judged", former=former, state=to)


def move(
    desk: Desk, row: Application, to: ApplicationState, *,
    actor: str = "系统", event: str = "", **facts: Any,
) -> None:  # fmt: skip
    """Let an application go on, or out, and write it down; any other move is a bug.

    The event is named after the new state unless `event` names it. Putting the same result in
    force again is no bug, for a run may be repeated.

    Raises:
        WrongMoment: somebody else has moved it since it was read.
    """
    assert to is row.state or to in next_of(row.state), (
        f"{row.ref} cannot go from {row.state} to {to}"
    )
    change(desk, row, "state", to, called=f"{row.ref} {row.name}")
    desk.record(event or f"application.{to}", row.ref, actor=actor, edition=row.edition, **facts)


def set_back(desk: Desk, row: Application, to: ApplicationState) -> None:
    """Let an application stand as it did before; only where it can have come from.

    Raises:
        WrongMoment: somebody else has moved it since it was read.
    """
    former = row.state
    if former is to:
        return
    assert leads_to(to, former), f"{row.ref} cannot have come from {to} to {former}"
    change(desk, row, "state", to, called=f"{row.ref} {row.name}")
    desk.record("application.set_back", row.ref, edition=row.edition, former=former, state=to)


def next_of(state: ApplicationState) -> set[ApplicationState]:
    """What may become of an application in this state."""
    return _ONWARD.get(state, set()) | (set() if state.is_out else _LEAVING)


def leads_to(state: ApplicationState, later: ApplicationState) -> bool:
    """Whether moves can lead from one state to the other."""
    reached, found = {state}, {state}
    while found:
        found = {to for one in found for to in next_of(one)} - reached
        reached |= found
    return later in reached


def _judged(row: Application) -> ApplicationState:
    return _S.REFUSED if row.refusals else _S.RECEIVED
