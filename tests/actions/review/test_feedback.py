"""Feedback and charts of a review, made from sheets that name who wrote them."""

from sqlmodel import select

from actions.attempts import in_force
from actions.review import review
from actions.review.document_review import (
    DocumentDetails,
    ShortlistChoice,
    close_document_review,
    enact_document_review,
    ruling_in_document_review,
)
from actions.review.review import groups_of, hand_out
from actions.review.score_charts import Field
from models.edition import Phase
from models.paper import papers_of
from models.review import ScoreSheet
from runtime.desk import Desk
from tests.actions import factories, reviews
from tests.documents.papers.reading import text_of

NAMED = "评审员1（E01，单位1）认为质量例会有效"


def reviewed(desk: Desk) -> None:
    """Three sheets an applicant; one of them names its reviewer in its own words."""
    reviews.seat_panel(desk)
    attempt = factories.attempt(desk, "document-review", phase=Phase.WAITING)
    for group in groups_of(desk, attempt):
        hand_out(desk, attempt, group)
    for reviewer, percents in {
        "E01": {"S001": 60, "S002": 55, "S003": 30},
        "E02": {"S001": 70, "S002": 50, "S003": 35},
        "E03": {"S001": 65, "S002": 45, "S003": 40},
    }.items():
        reviews.hand_in(desk, reviews.workbook(desk, reviewer, percents))
    for sheet in desk.session.exec(select(ScoreSheet)).all():
        items = {k: dict(v) for k, v in sheet.items.items()}
        items["4.1.2"]["strengths"] = NAMED
        sheet.items = items
        desk.session.add(sheet)
    desk.session.flush()
    close_document_review(desk, attempt)
    ruling = ruling_in_document_review(
        desk,
        attempt,
        DocumentDetails(choices=(ShortlistChoice(ref="S003", choice="不入围", reason="差距较大"),)),
    )
    enact_document_review(desk, attempt, factories.decision(details=ruling))


def test_feedback_says_what_was_written_and_not_by_whom(desk: Desk) -> None:
    reviewed(desk)

    papers = [paper for paper in papers_of(desk.session, 3) if paper.kind == "feedback"]

    assert [paper.key.split("/")[-1] for paper in papers] == ["S003"]
    text = text_of(desk.files.fetch(papers[0].sha256))
    assert "认为质量例会有效" in text
    for name in ("评审员1", "评审员2", "E01", "E02", "E03"):
        assert name not in text
    assert "S001" not in text


def test_every_applicant_is_held_against_the_median_of_the_field(desk: Desk) -> None:
    reviewed(desk)
    attempt = in_force(desk, 3, "document-review")

    field = Field(desk.criteria(3), review.reviewed(desk, attempt))

    radar = field.radar("S001")
    assert {one.values[0] for one in radar.series} == {65.0, 50.0}
    assert len(radar.labels) == len(desk.criteria(3).categories)


def test_spread_of_every_reviewer_is_filed_for_the_panel(desk: Desk) -> None:
    reviewed(desk)

    spread = next(p for p in papers_of(desk.session, 3) if p.kind == "panel-spread")

    text = text_of(desk.files.fetch(spread.sha256))
    assert "第1评审组（3家）" in text
    assert all(reviewer in text for reviewer in ("E01", "E02", "E03"))
