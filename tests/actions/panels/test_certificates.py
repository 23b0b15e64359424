"""Who has not certified gets nothing to read until the declaration is in (art. 30)."""

from sqlmodel import select

from actions.review.document_review import (
    evidence_of_document_review,
    open_document_review,
    owed_in_document_review,
)
from actions.review.score_sheets import take_score_sheet
from actions.review.site_review import open_site_review
from actions.reviewers.change import hand_material
from models.application import ApplicationState
from models.edition import Phase
from models.outbox import OutboxMessage
from models.panel import Declaration, Panel
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories, reviews

REFS = ("S001", "S002")


def _take_away(desk: Desk, reviewer: str, *refs: str) -> None:
    query = select(Declaration).where(Declaration.reviewer == reviewer)
    for row in desk.session.exec(query).all():
        if row.ref in refs:
            desk.session.delete(row)
    desk.session.flush()


def _give_back(desk: Desk, panel: Panel, reviewer: str, ref: str) -> None:
    row = Declaration(
        panel_id=id_of(panel), reviewer=reviewer, ref=ref, has_interest=False, declared_at=desk.at
    )
    factories.add(desk, row)


def test_article_30_sheets_wait_for_the_certificate_and_follow_it_once(desk: Desk) -> None:
    panel = reviews.seat_panel(desk, refs=REFS)
    _take_away(desk, "E02", *REFS)
    attempt = factories.attempt(desk, "document-review")

    open_document_review(desk, attempt)

    assert sorted(reviews.letters_to(desk, "score-sheets")) == [
        "e01@reviewer.example",
        "e03@reviewer.example",
    ]
    owed = {one.subject: one for one in owed_in_document_review(desk, attempt)}
    assert owed["sheet/E02"].request.startswith("请先提交回避声明")
    assert owed["sheet/E01"].request.startswith("请逐条填写")
    text = evidence_of_document_review(desk, attempt).text
    assert "E02尚未签署利害关系总声明和保密承诺" in text

    (line,) = take_score_sheet(
        desk, 3, reviews.workbook(desk, "E02", {"S001": 60}), source="x.xlsx", sha256="b" * 64
    )
    assert "E02尚未签署" in line.sentence

    _give_back(desk, panel, "E02", "S001")
    assert hand_material(desk, panel, "E02")
    _give_back(desk, panel, "E02", "S002")
    for _ in range(2):
        hand_material(desk, panel, "E02")

    query = select(OutboxMessage).where(OutboxMessage.to_address == "e02@reviewer.example")
    letters = {one.key: "S002" in one.text for one in desk.session.exec(query)}
    own = f"{attempt.key}/E02-1/score-sheets"
    assert letters == {f"{own}/S001": False, own: True}
    assert "未签署声明" not in evidence_of_document_review(desk, attempt).text


def test_article_30_the_plan_of_visits_waits_too(desk: Desk) -> None:
    panel = reviews.seat_panel(desk, refs=REFS, state=ApplicationState.SHORTLISTED)
    factories.attempt(desk, "document-review", phase=Phase.APPROVED)
    _take_away(desk, "E03", "S002")
    attempt = factories.attempt(desk, "site-review")

    open_site_review(desk, attempt)

    assert "S002" not in reviews.letters_to(desk, "site-visit")["e03@reviewer.example"]
    _give_back(desk, panel, "E03", "S002")
    hand_material(desk, panel, "E03")
    query = select(OutboxMessage.key).where(OutboxMessage.to_address == "e03@reviewer.example")
    own = f"{attempt.key}/E03-1/site-visit"
    assert sorted(desk.session.exec(query)) == [own, f"{own}/S001"]
