import pytest

from actions.entry.eligibility_facts import reviewed
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.panels.pool import contestants
from actions.reopening.withdrawal import withdraw
from actions.review.review import groups_of
from models.application import ApplicationState, applications_of
from models.audit import events_of
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt
from models.outbox import letters_of
from runtime.desk import Desk
from tests.actions import factories, reviews


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


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("intake", ApplicationState.RECEIVED),
        ("eligibility", ApplicationState.ACCEPTED),
        ("panels", ApplicationState.ELIGIBLE),
        ("document-review", ApplicationState.ELIGIBLE),
        ("site-review", ApplicationState.SHORTLISTED),
        ("deliberation", ApplicationState.CANDIDATE),
        ("publicity", ApplicationState.PROPOSED),
        ("approval", ApplicationState.PROPOSED),
    ],
)
def test_article_3_who_withdraws_is_out_at_every_stage_and_nobody_else(
    desk: Desk, stage: str, state: ApplicationState
) -> None:
    reviews.seat_panel(desk, ["S001", "S002"], state=state)
    number = 2 if stage == "panels" else 1
    attempt = factories.attempt(desk, stage, number=number)
    before = _at_work(desk, attempt)

    _withdraw(desk)

    assert before - _at_work(desk, attempt) == {"S001"}
    assert [a.ref for a in applications_of(desk.session, 3) if not a.state.is_out] == ["S002"]


def _at_work(desk: Desk, attempt: StageAttempt) -> set[str]:
    """Whom the stage works on."""
    match attempt.stage:
        case "eligibility":
            return {one.ref for one in reviewed(desk, 3)}
        case "panels":
            return {one.ref for one in contestants(desk, 3)}
        case "document-review" | "site-review":
            return {one.ref for group in groups_of(desk, attempt) for one in group.applicants}
    return {one.ref for one in applications_of(desk.session, 3) if not one.state.is_out}
