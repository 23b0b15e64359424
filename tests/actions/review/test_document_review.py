from fractions import Fraction

import pytest
from sqlmodel import select

from actions.errors import ActionRefused
from actions.review.document_review import (
    DocumentDetails,
    close_document_review,
    enact_document_review,
    evidence_of_document_review,
    open_document_review,
    owed_in_document_review,
    rows_in_document_review,
    ruling_in_document_review,
)
from documents.forms.score_sheet import read_score_sheet
from models.application import ApplicationState, find_application
from models.edition import Phase, StageAttempt
from models.files import files_of
from models.panel import Declaration
from models.paper import papers_of
from models.review import SheetState, results_of, sheets_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories, reviews
from tests.rules.packs import changed_pack


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """A document review of three applicants by three reviewers, sheets out."""
    reviews.seat_panel(desk)
    row = factories.attempt(desk, "document-review")
    open_document_review(desk, row)
    return row


def closed(desk: Desk, attempt: StageAttempt) -> StageAttempt:
    close_document_review(desk, attempt)
    attempt.phase = Phase.DECIDING
    return factories.add(desk, attempt)


def hand_in_all(desk: Desk) -> None:
    """S001 60 %, S002 50 %, S003 50 % on every item by everybody."""
    for reviewer in ("E01", "E02", "E03"):
        form = reviews.workbook(desk, reviewer, {"S001": 60, "S002": 50, "S003": 50})
        reviews.hand_in(desk, form)


def test_each_reviewer_gets_one_workbook_and_owes_its_sheets(
    desk: Desk, attempt: StageAttempt
) -> None:
    assert len(sheets_of(desk.session, id_of(attempt), SheetState.EXPECTED)) == 9
    assert set(reviews.letters_to(desk, "score-sheets")) == {
        f"e0{n}@reviewer.example" for n in (1, 2, 3)
    }
    owed = owed_in_document_review(desk, attempt)
    assert {one.subject: one.matter for one in owed} == {
        f"sheet/E0{n}": "提交资料评审评分表（3家）" for n in (1, 2, 3)
    }
    blank = next(f for f in files_of(desk.session, 3) if f.kind == "blank")
    assert desk.files.fetch(blank.sha256).startswith(b"PK")


def test_the_blank_workbook_is_refused_as_incomplete_and_not_read_as_zeros(
    desk: Desk,
    attempt: StageAttempt,  # noqa: ARG001 - it hands them out
) -> None:
    from documents.sheets.problems import FormRefused

    blank = next(f for f in files_of(desk.session, 3) if f.kind == "blank")
    with pytest.raises(FormRefused):
        read_score_sheet(desk.files.fetch(blank.sha256), blank.name)


def test_who_withdrew_is_neither_owed_nor_ranked(desk: Desk, attempt: StageAttempt) -> None:
    hand_in_all(desk)
    gone = find_application(desk.session, 3, "S003")
    assert gone is not None
    gone.state = ApplicationState.WITHDRAWN
    closed(desk, attempt)
    assert [one.ref for one in results_of(desk.session, id_of(attempt))] == ["S001", "S002"]


def _chosen(*rows: tuple[str, str, str]) -> DocumentDetails:
    named = [dict(zip(("ref", "choice", "reason"), row, strict=True)) for row in rows]
    return DocumentDetails.model_validate({"choices": named})


def _talked(*rows: tuple[str, int | str, str]) -> DocumentDetails:
    talks = [{"ref": r, "item": "4.1.2", "percent": p, "minute": m} for r, p, m in rows]
    return DocumentDetails.model_validate({"consensus": talks})


def test_an_approval_shortlists_and_names_no_reviewer(desk: Desk, attempt: StageAttempt) -> None:
    hand_in_all(desk)
    assert owed_in_document_review(desk, attempt) == []
    closed(desk, attempt)
    said = _chosen(("S003", "不入围", "关键数据不可比"))
    details = ruling_in_document_review(desk, attempt, said)
    enact_document_review(desk, attempt, factories.decision(details=details))
    states = {
        r: a.state
        for r in ("S001", "S002", "S003")
        if (a := find_application(desk.session, 3, r)) is not None
    }
    assert states == {
        "S001": ApplicationState.SHORTLISTED,
        "S002": ApplicationState.SHORTLISTED,
        "S003": ApplicationState.NOT_SHORTLISTED,
    }
    letters = reviews.letters_to(desk, "shortlist-result")
    assert "关键数据不可比" in letters["s003@applicant.example"]
    assert not any("评审员1" in text or "E01" in text for text in letters.values())
    kinds = {p.kind for p in papers_of(desk.session, 3)}
    assert kinds == {"signing-sheet", "document-report", "panel-spread", "feedback"}


def test_a_reason_that_names_a_reviewer_is_refused(desk: Desk, attempt: StageAttempt) -> None:
    hand_in_all(desk)
    closed(desk, attempt)
    with pytest.raises(ActionRefused, match="不得出现评审员姓名"):
        ruling_in_document_review(desk, attempt, _chosen(("S003", "不入围", "评审员1认为不妥")))


def test_a_tie_at_the_cut_needs_a_line_for_each(desk: Desk, attempt: StageAttempt) -> None:
    policy = changed_pack(("scoring.toml", "k = { value = 12,", "k = { value = 2,"))
    edition = desk.edition(3)
    edition.policy_json, edition.policy_sha256 = policy.canonical_json(), policy.sha256
    factories.add(desk, edition)
    hand_in_all(desk)
    closed(desk, attempt)
    assert "并列待定：S002、S003" in evidence_of_document_review(desk, attempt).text
    with pytest.raises(ActionRefused, match="S002、S003 并列待定"):
        ruling_in_document_review(desk, attempt, DocumentDetails())
    said = _chosen(("S002", "入围", "成效更突出"), ("S003", "不入围", "名额已满"))
    assert ruling_in_document_review(desk, attempt, said)["choices"]["S002"]["chosen"]


def test_a_consensus_talk_is_called_for_and_recomputes_exactly(
    desk: Desk, attempt: StageAttempt
) -> None:
    for reviewer, percent in (("E01", 50), ("E02", 50), ("E03", 75)):
        form = reviews.workbook(
            desk, reviewer, {"S001": 50, "S002": 50, "S003": 50}, changed={"4.1.2": percent}
        )
        reviews.hand_in(desk, form)
    closed(desk, attempt)
    before = {r.ref: Fraction(r.total) for r in results_of(desk.session, id_of(attempt))}
    points = desk.criteria(3).item("4.1.2").points
    assert before["S001"] == 500 + Fraction(points * 25, 300)
    assert [dict(one.fixed) for one in rows_in_document_review(desk, attempt) if one.must] == [
        {"ref": ref, "item": "4.1.2"} for ref in ("S001", "S002", "S003")
    ]
    with pytest.raises(ActionRefused, match=r"S001 条款 4\.1\.2"):
        ruling_in_document_review(desk, attempt, DocumentDetails())
    with pytest.raises(ActionRefused, match="5 的倍数"):
        ruling_in_document_review(desk, attempt, _talked(("S001", 57, "已合议")))
    said = _talked(
        ("S001", 60, "已核对证据"), ("S002", "维持", "理由充分"), ("S003", "维持", "理由充分")
    )
    details = ruling_in_document_review(desk, attempt, said)
    enact_document_review(desk, attempt, factories.decision(details=details))
    after = {r.ref: r for r in results_of(desk.session, id_of(attempt))}
    assert Fraction(after["S001"].total) == 500 + Fraction(points * 10, 100)
    assert Fraction(after["S002"].total) == before["S002"]
    assert after["S001"].consensus_needed == []


def test_too_few_sheets_are_named_and_need_a_decision(desk: Desk, attempt: StageAttempt) -> None:
    for reviewer in ("E01", "E02"):
        reviews.hand_in(desk, reviews.workbook(desk, reviewer, {"S001": 60, "S002": 50}))
    closed(desk, attempt)
    evidence = evidence_of_document_review(desk, attempt)
    assert "评审员3（E03）" in evidence.text
    assert "S003（0份）" in evidence.text
    with pytest.raises(ActionRefused, match="S003 没有评分表"):
        ruling_in_document_review(desk, attempt, DocumentDetails())


def test_a_sheet_about_an_applicant_with_an_interest_never_counts(
    desk: Desk, attempt: StageAttempt
) -> None:
    hand_in_all(desk)
    query = select(Declaration).where(Declaration.reviewer == "E03", Declaration.ref == "S001")
    declared = desk.session.exec(query).one()
    declared.has_interest = True
    factories.add(desk, declared)
    closed(desk, attempt)
    excluded = sheets_of(desk.session, id_of(attempt), SheetState.EXCLUDED)
    assert [(sheet.reviewer, sheet.ref) for sheet in excluded] == [("E03", "S001")]
    with pytest.raises(ActionRefused, match="S001 的评分表份数不足3份"):
        ruling_in_document_review(desk, attempt, DocumentDetails())
