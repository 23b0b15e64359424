import pytest

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.withdrawal import withdraw
from models.application import ApplicationState
from models.audit import events_of
from models.deliberation import Proposal, ProposalState
from models.outbox import letters_of
from runtime.desk import Desk
from tests.actions import factories


def _withdraw(desk: Desk, *, reason: str = "经营调整", dry_run: bool = False) -> list[str]:
    return withdraw(desk, 3, "S001", actor="黄春燕", reason=reason, dry_run=dry_run)


def test_an_applicant_may_withdraw_and_is_told_so(desk: Desk) -> None:
    row = factories.add(desk, factories.application(state=ApplicationState.SHORTLISTED))

    said = _withdraw(desk)

    assert (row.state, row.withdrawn_at) == (ApplicationState.WITHDRAWN, desk.at)
    assert "S001" in said[0]
    assert [letter.message for letter in letters_of(desk.session, 3)] == ["withdrawal-confirmed"]
    assert events_of(desk.session, 3)[-1].facts["reason"] == "经营调整"


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    row = factories.add(desk, factories.application())

    said = _withdraw(desk, dry_run=True)

    assert said[0].startswith("将要")
    assert row.state is ApplicationState.RECEIVED
    assert letters_of(desk.session, 3) == []


def test_withdrawing_twice_is_withdrawing_once(desk: Desk) -> None:
    factories.add(desk, factories.application())

    _withdraw(desk)
    (said,) = _withdraw(desk)

    assert "此前" in said
    assert len(letters_of(desk.session, 3)) == 1


def test_the_place_on_the_list_stays_empty(desk: Desk) -> None:
    factories.add(desk, factories.application(state=ApplicationState.PROPOSED))
    meeting = factories.attempt(desk, "deliberation")
    assert meeting.id
    proposal = factories.add(
        desk,
        Proposal(edition=3, attempt_id=meeting.id, prize="award", rank=1, ref="S001", reason=""),
    )

    said = _withdraw(desk)

    assert proposal.state is ProposalState.REMOVED
    assert any("不递补" in sentence for sentence in said)


@pytest.mark.parametrize("state", [ApplicationState.AWARDED, ApplicationState.REFUSED])
def test_what_is_over_cannot_be_withdrawn(desk: Desk, state: ApplicationState) -> None:
    factories.add(desk, factories.application(state=state))

    with pytest.raises(WrongMoment):
        _withdraw(desk)


def test_an_unknown_number_or_no_reason_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownSubject):
        _withdraw(desk)
    factories.add(desk, factories.application())
    with pytest.raises(ActionRefused):
        _withdraw(desk, reason=" ")
