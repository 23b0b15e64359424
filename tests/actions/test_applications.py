"""One door: what leads nowhere is refused, and nobody writes over what another one has done."""

import pytest
from sqlmodel import col, select, update

from actions import applications, proposals
from actions.errors import WrongMoment
from models.application import Application, ApplicationState
from models.audit import AuditEvent
from models.deliberation import Proposal, ProposalState
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as make

STATE = ApplicationState


def _applied(desk: Desk, state: ApplicationState) -> Application:
    return make.add(desk, make.application(state=state))


def _last(desk: Desk) -> AuditEvent:
    return desk.session.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc())).first()  # type: ignore[return-value]


def test_a_move_is_written_down_under_the_name_of_the_new_state(desk: Desk) -> None:
    row = _applied(desk, STATE.CANDIDATE)

    applications.move(desk, row, STATE.NOT_PROPOSED, actor="覃示例")

    desk.session.expire_all()
    event = _last(desk)
    assert row.state is STATE.NOT_PROPOSED
    assert (event.action, event.subject, event.actor) == (
        "application.not_proposed", "S001", "覃示例",
    )  # fmt: skip


def test_a_stage_cannot_be_skipped(desk: Desk) -> None:
    row = _applied(desk, STATE.ACCEPTED)

    with pytest.raises(AssertionError, match="cannot go from accepted to candidate"):
        applications.move(desk, row, STATE.CANDIDATE)


@pytest.mark.parametrize("state", [one for one in STATE if one.is_out and one is not STATE.REFUSED])
def test_who_is_out_comes_back_by_a_reopening_only(desk: Desk, state: ApplicationState) -> None:
    row = _applied(desk, state)

    assert applications.next_of(state) == set()

    applications.set_back(desk, row, STATE.RECEIVED)

    assert (row.state, _last(desk).action) == (STATE.RECEIVED, "application.set_back")


def test_nobody_is_set_back_to_where_they_never_were(desk: Desk) -> None:
    row = _applied(desk, STATE.INELIGIBLE)

    with pytest.raises(AssertionError, match="cannot have come from candidate to ineligible"):
        applications.set_back(desk, row, STATE.CANDIDATE)


def test_a_withdrawal_made_meanwhile_is_not_written_over(desk: Desk) -> None:
    row = _applied(desk, STATE.ELIGIBLE)
    desk.session.exec(
        update(Application)
        .values(state=STATE.WITHDRAWN)
        .execution_options(synchronize_session=False)
    )

    with pytest.raises(WrongMoment, match="S001"):
        applications.move(desk, row, STATE.SHORTLISTED)


def test_a_name_off_the_list_does_not_return_by_itself(desk: Desk) -> None:
    _applied(desk, STATE.PROPOSED)
    vote = make.attempt(desk, "deliberation")
    row = make.add(
        desk,
        Proposal(
            edition=3, attempt_id=id_of(vote),
            prize="award", rank=1, ref="S001", reason="", state=ProposalState.REMOVED,
        ),
    )  # fmt: skip

    with pytest.raises(AssertionError, match="cannot go from removed to cleared"):
        proposals.move(desk, row, ProposalState.CLEARED)

    proposals.set_back(desk, row, ProposalState.PROPOSED)
    assert (row.state, _last(desk).action) == (ProposalState.PROPOSED, "proposal.set_back")
