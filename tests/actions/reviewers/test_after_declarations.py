"""After a review everybody signs once more; an interest declared there takes the score out."""

from datetime import date

import pytest

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.reminding.duties import duties_of
from actions.report import Line
from actions.review import review
from actions.review.document_review import (
    DocumentDetails,
    close_document_review,
    evidence_of_document_review,
    open_document_review,
    owed_in_document_review,
    ruling_in_document_review,
)
from actions.reviewers.after_declarations import take_after_declaration
from documents.forms.after_declaration import AfterDeclaration
from documents.forms.declaration import DeclarationLine
from models.audit import events_of
from models.edition import Phase, StageAttempt
from models.review import SheetState, sheets_of
from models.types import id_of
from rules.sourced import Basis, Sourced
from runtime.desk import Desk
from tests.actions import factories, reviews
from tests.rules.packs import pack

REFS = ("S001", "S002")


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """Four reviewers have scored two applicants."""
    reviews.seat_panel(desk, refs=REFS, seated=4)
    row = factories.attempt(desk, "document-review")
    open_document_review(desk, row)
    for number in range(1, 5):
        form = reviews.workbook(desk, f"E{number:02d}", dict.fromkeys(REFS, 60))
        reviews.hand_in(desk, form)
    return row


def _sign(
    desk: Desk, reviewer: str, interests: str = "", refs: tuple[str, ...] = REFS
) -> list[Line]:
    lines = tuple(
        DeclarationLine(
            ref=ref, applicant=ref, interest="有" if ref in interests else "无",
            note="评审期间其聘本人为顾问" if ref in interests else "",
        )
        for ref in refs
    )  # fmt: skip
    form = AfterDeclaration(
        edition=3, stage="document-review", panel=1, reviewer=reviewer,
        name=f"评审员{int(reviewer[1:])}", nothing_new=not interests, signed_on=date(2026, 4, 3),
        lines=lines,
    )  # fmt: skip
    return take_after_declaration(desk, 3, form, source="a.xlsx", sha256="0" * 64)


def _deciding(desk: Desk, attempt: StageAttempt) -> None:
    close_document_review(desk, attempt)
    attempt.phase = Phase.DECIDING
    factories.add(desk, attempt)


def test_article_30_the_gate_names_who_has_not_signed_and_goes_on(
    desk: Desk, attempt: StageAttempt
) -> None:
    for reviewer in ("E01", "E02", "E03"):
        assert all(line.ok for line in _sign(desk, reviewer))
    _deciding(desk, attempt)

    before = evidence_of_document_review(desk, attempt)
    assert "E04会后尚未就 S001 签署回避确认。" in before.text
    assert "E03会后" not in before.text
    assert ruling_in_document_review(desk, attempt, DocumentDetails())
    (owed,) = owed_in_document_review(desk, attempt)
    assert (owed.subject, owed.kind) == ("after/E04", "after")
    assert duties_of(desk, attempt) == []
    assert attempt.due_at is not None
    assert duties_of(factories.at(desk, attempt.due_at), attempt) == [owed]
    _sign(desk, "E04")

    assert owed_in_document_review(desk, attempt) == []
    after = evidence_of_document_review(desk, attempt)
    assert "均已签署" in after.text
    assert after.sha256 != before.sha256


def test_a_policy_may_want_them_all_before_the_decision(desk: Desk, attempt: StageAttempt) -> None:
    panel = pack().panel.model_copy(
        update={"after_certificate_blocks": Sourced(value=True, basis=Basis.ARTICLE, cite="试")}
    )
    _pin(desk, pack().model_copy(update={"panel": panel}))
    _deciding(desk, attempt)

    with pytest.raises(ActionRefused, match="评审后声明收齐之前不能决定"):
        ruling_in_document_review(desk, attempt, DocumentDetails())
    for number in range(1, 5):
        _sign(desk, f"E{number:02d}")
    assert ruling_in_document_review(desk, attempt, DocumentDetails())


def test_a_policy_pinned_before_asks_for_none(desk: Desk) -> None:
    _pin(desk, pack().model_copy(
        update={"panel": pack().panel.model_copy(update={"after_certificate_blocks": None})}
    ))  # fmt: skip
    reviews.seat_panel(desk, refs=REFS)
    row = factories.attempt(desk, "document-review")

    open_document_review(desk, row)

    assert "评审后声明" not in reviews.letters_to(desk, "score-sheets")["e01@reviewer.example"]
    evidence = evidence_of_document_review(desk, row)
    assert "评审后声明" not in evidence.text
    assert "unsigned_after" not in evidence.facts


@pytest.mark.usefixtures("attempt")
def test_the_form_goes_out_with_the_workbook(desk: Desk) -> None:
    text = reviews.letters_to(desk, "score-sheets")["e01@reviewer.example"]
    assert "一并填写并发回所附《评审后声明》" in text


def test_article_30_an_interest_declared_after_the_review_takes_the_score_out(
    desk: Desk, attempt: StageAttempt
) -> None:
    _deciding(desk, attempt)

    lines = _sign(desk, "E04", "S001")

    assert "按回避处理" in lines[0].sentence
    excluded = sheets_of(desk.session, id_of(attempt), SheetState.EXCLUDED)
    assert [(sheet.reviewer, sheet.ref) for sheet in excluded] == [("E04", "S001")]
    (own,) = (one for one in review.reviewed(desk, attempt) if one.ref == "S001")
    assert [sheet.reviewer for sheet in own.sheets] == ["E01", "E02", "E03"]
    assert "E04声明与 S001 有利害关系" in evidence_of_document_review(desk, attempt).text
    _sign(desk, "E04", "S001")
    taken = [one for one in events_of(desk.session) if one.action == "after_declaration.taken"]
    assert len(taken) == 1
    (line, other) = _sign(desk, "E04")
    assert (line.ok, other.ok) == (False, True)
    assert "不能用新表撤回" in line.sentence


def test_a_line_about_another_applicant_is_named_and_the_rest_goes_on(
    desk: Desk, attempt: StageAttempt
) -> None:
    good, bad = _sign(desk, "E01", refs=("S001", "S077"))

    assert (good.ok, bad.ok) == (True, False)
    assert "不评审S077" in bad.sentence
    assert attempt.phase is Phase.WAITING


def test_strangers_and_late_declarations_are_refused(desk: Desk, attempt: StageAttempt) -> None:
    with pytest.raises(UnknownSubject, match="没有参加这次评审"):
        _sign(desk, "E09")
    attempt.phase = Phase.APPROVED
    factories.add(desk, attempt)
    with pytest.raises(WrongMoment, match="undeclared-interest"):
        _sign(desk, "E01")


def _pin(desk: Desk, policy: object) -> None:
    edition = desk.edition(3)
    edition.policy_json, edition.policy_sha256 = policy.canonical_json(), policy.sha256  # type: ignore[attr-defined]
    desk.session.add(edition)
    desk.session.flush()
