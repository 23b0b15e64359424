"""Reopening: what falls stays readable, what did not change is confirmed, nobody is told twice."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select, update

from actions.attempts import advance
from actions.details import NoDetails
from actions.errors import ActionRefused, WrongMoment
from actions.gates import Answer, Evidence, ask, decide, decision_row, put_gate
from actions.letters.letters import write
from actions.record.export import record_of
from actions.reminding.board import board
from actions.reopening import confirming, reopening
from actions.review.document_review import enact_document_review
from actions.starting import start_attempt
from models.application import ApplicationState, applications_of
from models.audit import AuditEvent
from models.deliberation import Proposal, ProposalState
from models.edition import (
    EditionState,
    Phase,
    StageAttempt,
    attempt_in_force,
    attempts_of,
    latest_attempt,
    rests_on,
)
from models.gate import Outcome, find_gate
from models.mail_review import MailReview, ReviewState, held_reviews
from models.outbox import MailState, OutboxMessage
from models.reopening import Reopening
from models.review import results_of
from models.types import id_of
from notifications.outbox import Recipient
from rules.record import verify
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.decided import decide as decided
from tests.actions.decided import edition_after_the_vote
from tests.rules.packs import pack

STATE = ApplicationState


def _ask(desk: Desk, stage: str, run_id: str = "run-1") -> Reopening:
    return reopening.request(
        desk, 3, stage, reason="评审员有未申报的利害关系", public_reason="评审程序需要补正",
        actor="覃示例", run_id=run_id,
    )  # fmt: skip


def _reopen(desk: Desk, stage: str, run_id: str = "run-1") -> Reopening:
    row = _ask(desk, stage, run_id)
    reopening.carry_out(desk, 3, row.number)
    return row


def _states(desk: Desk) -> dict[str, ApplicationState]:
    return {one.ref: one.state for one in applications_of(desk.session, 3)}


def _phases(desk: Desk) -> list[tuple[str, int, Phase]]:
    return [(a.stage, a.attempt, a.phase) for a in attempts_of(desk.session, 3)]


def _corrections(desk: Desk) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.message == "correction-notice")
    return list(desk.session.exec(query))


def _approve_again(desk: Desk, row: StageAttempt) -> None:
    """The gate and the enactment of a re-confirmation, as the flow does them."""
    ruling = confirming.ruling_in_confirmation(desk, row, NoDetails())
    make.add(
        desk,
        make.decision(
            gate_id=put_gate(desk, f"{row.key}/gate", edition=3, title=row.stage, role="office").id,
            details=ruling,
        ),
    )
    advance(desk, row, Phase.ENACTING)


@pytest.fixture
def voted(desk: Desk) -> Desk:
    """An edition after the vote, whose letters have all left."""
    after = edition_after_the_vote(desk)
    after.session.exec(update(OutboxMessage).values(state=MailState.SENT))
    return after


def test_the_dry_run_names_what_falls_and_whom_it_concerns_and_changes_nothing(
    voted: Desk,
) -> None:
    before = (_phases(voted), _states(voted))

    plan = reopening.describe(voted, 3, "document-review")

    assert plan.facts["stale"] == [
        ["document-review", 1, "approved"],
        ["site-review", 1, "approved"],
        ["deliberation", 1, "approved"],
    ]
    assert "s001@applicant.example" in {address for _, address in plan.facts["people"]}
    assert "未进入现场评审" not in plan.text
    assert "资料评审" in plan.text
    assert (_phases(voted), _states(voted)) == before
    assert _corrections(voted) == []


def test_a_reopened_stage_gets_a_new_attempt_and_later_ones_fall(voted: Desk) -> None:
    row = _reopen(voted, "document-review")

    assert _phases(voted)[-1] == ("document-review", 2, Phase.OPENING)
    superseded = [(stage, n) for stage, n, phase in _phases(voted) if phase is Phase.SUPERSEDED]
    assert superseded == [("document-review", 1), ("site-review", 1), ("deliberation", 1)]
    assert [row.new_attempt, row.stale] == [2, [list(one) for one in superseded]]
    assert _states(voted) == {
        "S001": STATE.ELIGIBLE,
        "S002": STATE.ELIGIBLE,
        "S003": STATE.INELIGIBLE,
        "S009": STATE.WITHDRAWN,
    }


def test_what_fell_is_readable_and_out_of_force(voted: Desk) -> None:
    first = latest_attempt(voted.session, 3, "site-review")
    assert first is not None
    kept = [row.total for row in results_of(voted.session, id_of(first))]

    _reopen(voted, "document-review")

    assert attempt_in_force(voted.session, 3, "site-review") is None
    assert [row.total for row in results_of(voted.session, id_of(first))] == kept
    assert "已失效" in board(voted, 3)
    actions = voted.session.exec(select(AuditEvent.action)).all()
    assert {"reopening.requested", "reopening.carried_out", "stage.superseded"} <= set(actions)


def test_everybody_concerned_gets_one_letter_of_correction(voted: Desk) -> None:
    _reopen(voted, "document-review")

    letters = _corrections(voted)

    assert len({letter.to_address for letter in letters}) == len(letters) > 0
    assert "s001@applicant.example" in {letter.to_address for letter in letters}
    assert all("评审程序需要补正" in letter.text for letter in letters)
    assert all("利害关系" not in letter.text for letter in letters)


def test_an_open_gate_of_a_later_stage_is_cancelled_and_takes_no_answer(voted: Desk) -> None:
    waiting = make.attempt(voted, "publicity", phase=Phase.DECIDING)
    gate = put_gate(voted, f"{waiting.key}/gate", edition=3, title="公示", role="office")
    evidence = Evidence("", {})
    ask(voted, gate, evidence)

    _reopen(voted, "document-review")

    gate = find_gate(voted.session, f"{waiting.key}/gate") or gate
    assert gate.is_cancelled
    assert waiting.phase is Phase.SUPERSEDED
    with pytest.raises(ActionRefused):
        decide(voted, gate, Answer("无此人", "000000", Outcome.APPROVED, "同意"), evidence)


def test_a_stage_whose_input_did_not_change_is_confirmed_by_one_decision(voted: Desk) -> None:
    _reopen(voted, "panels")
    again = latest_attempt(voted.session, 3, "panels")
    assert again is not None
    again.confirms, again.phase = 1, Phase.APPROVED  # as if drawn again with the same outcome
    voted.session.add(again)
    sent = len(voted.session.exec(select(OutboxMessage.id)).all())

    second = start_attempt(voted, 3, "document-review", 2)

    assert (second.confirms, second.phase) == (1, Phase.DECIDING)
    original = rests_on(voted.session, second)
    evidence = confirming.evidence_of_confirmation(voted, second)
    assert evidence.facts["input"] == original.input_sha256
    _approve_again(voted, second)
    enact_document_review(voted, original, decision_row(voted, f"{original.key}/gate"))
    advance(voted, second, Phase.APPROVED)
    assert _states(voted)["S001"] is STATE.SHORTLISTED
    found = attempt_in_force(voted.session, 3, "document-review")
    assert found is not None
    assert found.id == original.id
    assert len(voted.session.exec(select(OutboxMessage.id)).all()) == sent


def test_a_stage_whose_input_changed_is_done_again(voted: Desk) -> None:
    _reopen(voted, "eligibility")
    for ref in ("S001",):
        row = next(one for one in applications_of(voted.session, 3) if one.ref == ref)
        row.state = STATE.ELIGIBLE  # the other one is found ineligible this time
        voted.session.add(row)
    eligibility = latest_attempt(voted.session, 3, "eligibility")
    assert eligibility is not None
    eligibility.phase = Phase.APPROVED
    voted.session.add(eligibility)

    second = start_attempt(voted, 3, "panels", 2)

    assert (second.confirms, second.phase) == (None, Phase.OPENING)


def test_a_confirmation_is_refused_when_the_input_changes_after_all(voted: Desk) -> None:
    _reopen(voted, "panels")
    again = latest_attempt(voted.session, 3, "panels")
    assert again is not None
    again.confirms, again.phase = 1, Phase.APPROVED
    voted.session.add(again)
    second = start_attempt(voted, 3, "document-review", 2)
    gone = next(one for one in applications_of(voted.session, 3) if one.ref == "S002")
    gone.state = STATE.WITHDRAWN
    make.add(voted, gone)

    with pytest.raises(ActionRefused, match="已有变化"):
        confirming.ruling_in_confirmation(voted, second, NoDetails())


def test_the_list_stands_again_as_proposed_when_its_publicity_is_reopened(voted: Desk) -> None:
    vote = latest_attempt(voted.session, 3, "deliberation")
    assert vote is not None
    assert vote.id is not None
    for rank, (ref, state) in enumerate(
        (("S001", ProposalState.CLEARED), ("S002", ProposalState.REMOVED)), start=1
    ):
        row = Proposal(
            edition=3, attempt_id=vote.id, prize="award", rank=rank, ref=ref, state=state,
            reason="得票过半数",
        )  # fmt: skip
        make.add(voted, row)
    decided(voted, make.attempt(voted, "publicity"), {"异议处理": {}})

    _reopen(voted, "publicity")

    rows = voted.session.exec(select(Proposal)).all()
    assert [(r.ref, r.state) for r in rows] == [
        ("S001", ProposalState.PROPOSED),
        ("S002", ProposalState.REMOVED),  # it withdrew: no attempt that fell took it off
    ]


def test_articles_25_and_26_after_the_conferral_nothing_reopens(voted: Desk) -> None:
    edition = voted.edition(3)
    edition.state = EditionState.CONFERRED
    voted.session.add(edition)

    with pytest.raises(WrongMoment, match="第二十五条、第二十六条"):
        reopening.describe(voted, 3, "eligibility")


def test_a_stage_that_still_runs_is_not_reopened(voted: Desk) -> None:
    make.attempt(voted, "publicity", phase=Phase.WAITING)

    with pytest.raises(WrongMoment, match="退回"):
        reopening.describe(voted, 3, "publicity")


def test_after_the_vote_the_chair_decides_and_before_it_the_head_of_the_office(
    voted: Desk,
) -> None:
    assert reopening.role_for(voted, 3, "eligibility") == "chair"
    _reopen(voted, "eligibility")
    edition = make.edition(number=4)
    make.add(voted, edition)
    make.add(
        voted,
        StageAttempt(
            edition=4, stage="eligibility", attempt=1, phase=Phase.APPROVED, started_at=voted.at
        ),
    )
    assert reopening.role_for(voted, 4, "eligibility") == "office_head"


def test_a_policy_pinned_before_it_said_who_decides_asks_the_chair(desk: Desk) -> None:
    policy = pack().model_copy(update={"reopening": None})
    edition = desk.edition(3)
    edition.policy_json = policy.canonical_json()
    desk.session.add(edition)

    assert reopening.role_for(desk, 3, "eligibility") == "chair"


def test_a_request_that_runs_again_is_the_same_one_and_a_newer_one_replaces_it(
    voted: Desk,
) -> None:
    first = _ask(voted, "eligibility")
    put_gate(voted, f"{first.key}/gate", edition=3, title="重新进行", role="chair")

    assert _ask(voted, "eligibility").number == first.number == 1
    assert _ask(voted, "panels", run_id="run-2").number == 2
    gate = find_gate(voted.session, f"{first.key}/gate")
    assert gate is not None
    assert gate.is_cancelled


def test_the_record_verifies_while_a_stage_is_gone_through_again(voted: Desk) -> None:
    _reopen(voted, "site-review")

    record = json.loads(record_of(replace(voted, at=voted.at + timedelta(days=1)), 3))

    assert verify(record) == ()
    assert record["ballot"] is None
    assert {one["stage"] for one in record["reviews"]} == {"document-review"}
    assert [one for one in record["attempts"] if one["stage"] == "site-review"] == [
        {"stage": "site-review", "attempt": 1, "phase": "superseded", "confirms": None},
        {"stage": "site-review", "attempt": 2, "phase": "opening", "confirms": None},
    ]


def test_a_record_that_confirms_what_never_fell_does_not_hold(voted: Desk) -> None:
    second = make.attempt(voted, "deliberation", number=2, phase=Phase.APPROVED)
    second.confirms = 1
    make.add(voted, second)

    found = verify(json.loads(record_of(voted, 3)))

    assert [(one.section, one.code) for one in found] == [("attempts", "confirms")]


def test_what_has_not_left_is_kept_back_and_needs_no_correction(voted: Desk) -> None:
    _tell(voted, 1, "合格")
    make.add(
        voted,
        MailReview(
            batch="3/eligibility/1/eligibility-result", edition=3, message="eligibility-result",
            held_at=voted.at, until=voted.at + timedelta(days=1),
        ),
    )  # fmt: skip

    _reopen(voted, "eligibility")

    (letter,) = _letters_to(voted, "new@applicant.example")
    review = voted.session.get(MailReview, letter.review_id)
    assert review is not None
    assert review.state is ReviewState.CANCELLED
    assert letter.answer == "未发送：由覃示例取消"
    assert not held_reviews(voted.session)
    assert _tell(replace(voted, at=voted.at + timedelta(days=30)), 2, "合格")  # it never left


def test_a_later_attempt_writes_only_what_is_new(voted: Desk) -> None:
    later = replace(voted, at=voted.at + timedelta(days=30))

    assert _tell(voted, 1, "合格")
    assert not _tell(later, 2, "合格")
    assert _tell(later, 3, "不合格")
    assert _tell(later, 4, "合格")  # what was said last counts, not what was ever said


def _tell(desk: Desk, attempt: int, result: str) -> bool:
    return write(
        desk, 3, "eligibility-result", key=f"3/eligibility/{attempt}/S009/eligibility-result",
        to=Recipient("钦州S009有限公司", "new@applicant.example"), basis="", ref="S009",
        result=result, reasons=("申报条件均符合",), next_step="等候通知",
    )  # fmt: skip


def _letters_to(desk: Desk, address: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.to_address == address)
    return list(desk.session.exec(query))
