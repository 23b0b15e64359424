"""Certificates, the fund, and the memory of later editions."""

from sqlmodel import select

from actions.award.approval import enact_approval
from actions.award.conferral import enact_conferral, evidence_of_conferral, open_conferral
from actions.publicity.final_list import on_list
from models.application import ApplicationState, PastPrize, applications_of
from models.conferral import certificates_of, fund_orders_of
from models.deliberation import ProposalState
from models.edition import EditionState, Phase, StageAttempt
from models.outbox import OutboxMessage
from models.paper import papers_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLIED_ON, REPLY, cleared_edition


def opened(desk: Desk) -> StageAttempt:
    approval = cleared_edition(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    attempt = make.attempt(desk, "conferral", phase=Phase.OPENING)
    open_conferral(desk, attempt)
    return attempt


def test_register_numbers_by_prize_and_the_fund_goes_to_the_award_only(desk: Desk) -> None:
    opened(desk)

    register = certificates_of(desk.session, 3)
    assert [(row.ref, row.number) for row in register] == [
        ("S001", "ZJ450700-2026-03-A-01"),
        ("S002", "ZJ450700-2026-03-A-02"),
        ("S003", "ZJ450700-2026-03-B-01"),
    ]
    assert len({row.verification_code for row in register}) == 3
    assert [(row.ref, row.amount_fen) for row in fund_orders_of(desk.session, 3)] == [
        ("S001", 30_000_000),
        ("S002", 30_000_000),
    ]
    kinds = [paper.kind for paper in papers_of(desk.session, 3)]
    assert kinds == [
        "decision",
        *["certificate"] * 3,
        *["plaque"] * 3,
        "signing-sheet",
        "fund-order",
    ]


def test_attempt_after_a_return_keeps_the_numbers(desk: Desk) -> None:
    opened(desk)
    before = [(row.number, row.verification_code) for row in certificates_of(desk.session, 3)]

    open_conferral(desk, make.attempt(desk, "conferral", number=2, phase=Phase.OPENING))

    after = [(row.number, row.verification_code) for row in certificates_of(desk.session, 3)]
    assert after == before
    assert len(fund_orders_of(desk.session, 3)) == 2


def test_evidence_shows_certificates_and_amounts(desk: Desk) -> None:
    attempt = opened(desk)

    evidence = evidence_of_conferral(desk, attempt)

    assert "| 市长质量奖 | S001 |" in evidence.text
    assert "ZJ450700-2026-03-B-01" in evidence.text
    assert "质量发展资金合计 60万元" in evidence.text
    assert evidence.sha256 == evidence_of_conferral(desk, attempt).sha256


def test_conferral_ends_the_edition_and_is_remembered(desk: Desk) -> None:
    attempt = opened(desk)

    enact_conferral(desk, attempt, make.decision())

    assert desk.edition(3).state is EditionState.CONFERRED
    assert desk.edition(3).concluded_at == desk.at
    assert len(on_list(desk, 3, ProposalState.AWARDED)) == 3
    assert len(applications_of(desk.session, 3, ApplicationState.AWARDED)) == 3
    remembered = desk.session.exec(select(PastPrize).order_by(PastPrize.prize)).all()
    assert [row.prize for row in remembered] == ["award", "award", "nomination"]
    assert {row.decided_on for row in remembered} == {REPLIED_ON}
    letters = [(m.message, m.to_address) for m in desk.session.exec(select(OutboxMessage))]
    assert letters == [
        ("award-decided", "s001@applicant.example"),
        ("award-decided", "s002@applicant.example"),
        ("award-decided", "s003@applicant.example"),
        ("not-awarded", "s004@applicant.example"),
        ("fund-order", "office@city.example"),
    ]
