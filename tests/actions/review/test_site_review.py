from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from actions.errors import ActionRefused
from actions.report import Line
from actions.review.consensus import Talk
from actions.review.document_review import (
    close_document_review,
    enact_document_review,
    open_document_review,
)
from actions.review.score_sheets import take_score_sheet
from actions.review.site_facts import take_site_facts
from actions.review.site_review import (
    SiteDetails,
    close_site_review,
    enact_site_review,
    evidence_of_site_review,
    open_site_review,
    owed_in_site_review,
    ruling_in_site_review,
)
from documents.forms.score_sheet import SiteItem
from documents.forms.site_facts import SiteFact
from documents.sheets.reading import Rows
from models.application import ApplicationState, find_application
from models.edition import Phase, StageAttempt
from models.panel import panels_of
from models.paper import papers_of
from models.review import results_of
from models.types import SHANGHAI, id_of
from runtime.desk import Desk
from tests.actions import factories, reviews
from tests.documents.papers.reading import text_of

REVIEWERS = ("E01", "E02", "E03")


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """A site review of S001 (60 % on paper) and S002 (50 %), visits set."""
    panel = reviews.seat_panel(desk, ["S001", "S002"])
    document = factories.attempt(desk, "document-review")
    open_document_review(desk, document)
    for reviewer in REVIEWERS:
        reviews.hand_in(desk, reviews.workbook(desk, reviewer, {"S001": 60, "S002": 50}))
    close_document_review(desk, document)
    enact_document_review(desk, document, factories.decision())
    reviews.decided(desk, document)
    row = factories.attempt(desk, "site-review")
    open_site_review(desk, row)
    assert panel.facts["visits"]
    return row


def afterwards(desk: Desk) -> Desk:
    """When the visits are over."""
    return factories.at(desk, datetime(2026, 4, 8, 18, tzinfo=SHANGHAI))


def verify(desk: Desk, **changes: Any) -> list[Line]:
    values = {
        "matter": "营业收入与审计报告是否一致", "conclusion": "属实", "evidence": "查阅审计报告",
        "checker": "评审员1", "representative": "梁慧", "signed_on": date(2026, 4, 8),
    }  # fmt: skip
    rows = tuple(
        SiteFact.model_validate({"ref": ref, "name": ref, **values, **changes})
        for ref in ("S001", "S002")
    )
    return take_site_facts(desk, 3, Rows(rows, ()), source="核实.xlsx", sha256="f" * 64)


def hand_in_all(desk: Desk, changed: dict[str, int] | None = None) -> None:
    for reviewer in REVIEWERS:
        form = reviews.workbook(
            desk, reviewer, {"S001": 60, "S002": 50}, stage="site-review", changed=changed
        )
        reviews.hand_in(afterwards(desk), form)


def test_article_18_facts_are_verified_after_the_visit_and_signed_by_the_applicant(
    desk: Desk, attempt: StageAttempt
) -> None:
    assert [line.ok for line in verify(desk)] == [False, False]
    assert "facts/1" in {owed.subject for owed in owed_in_site_review(desk, attempt)}

    later = afterwards(desk)
    assert [line.ok for line in verify(later)] == [True, True]
    hand_in_all(desk)
    close_site_review(later, attempt)

    (paper,) = [p for p in papers_of(desk.session, 3) if p.kind == "site-report"]
    report = text_of(desk.files.fetch(paper.sha256))
    assert owed_in_site_review(later, attempt) == []
    assert "属实：查阅审计报告（核实人评审员1）" in report
    assert "梁慧，2026年4月8日" in report


@pytest.mark.usefixtures("attempt")
def test_article_18_nobody_scores_before_the_visit(desk: Desk) -> None:
    form = reviews.workbook(desk, "E01", {"S001": 60}, stage="site-review")

    [line] = take_score_sheet(desk, 3, form, source="一.xlsx", sha256="a" * 64)

    assert "现场评审定于2026年4月7日" in line.sentence
    assert "评分表不能早于现场评审提交" in line.sentence


def test_visits_are_on_working_days_one_after_another_and_told(
    desk: Desk, attempt: StageAttempt
) -> None:
    [panel] = panels_of(desk.session, 1)
    days = panel.facts["visits"][attempt.key]
    assert days == {"S001": "2026-04-07", "S002": "2026-04-08"}  # 4–6 April: Qingming
    notices = reviews.letters_to(desk, "site-visit-notice")
    assert "2026年4月7日" in notices["s001@applicant.example"]
    assert "不向申报企业或组织收取任何费用" in notices["s001@applicant.example"]
    assert len(reviews.letters_to(desk, "site-visit")) == 3
    assert len(owed_in_site_review(desk, attempt)) == 4  # three reviewers, the facts
    assert "visit-plan" in {paper.kind for paper in papers_of(desk.session, 3)}


def test_the_changed_items_and_the_weighed_score_are_exact(
    desk: Desk, attempt: StageAttempt
) -> None:
    hand_in_all(desk, {"4.1.2": 70})
    verify(afterwards(desk))
    assert owed_in_site_review(desk, attempt) == []
    close_site_review(desk, attempt)
    attempt.phase = Phase.DECIDING
    text = evidence_of_site_review(desk, attempt).text
    assert "现场查证有新的证据" in text
    details = ruling_in_site_review(desk, attempt, SiteDetails())
    enact_site_review(desk, attempt, factories.decision(details=details))
    result = results_of(desk.session, id_of(attempt))[0]
    points = desk.criteria(3).item("4.1.2").points
    site = 600 + Fraction(points, 10)
    assert Fraction(result.total) == site
    assert Fraction(result.facts["combined"]) == Fraction("0.4") * 600 + Fraction("0.6") * site
    assert [change["item"] for change in result.facts["changes"]] == ["4.1.2"]
    applicant = find_application(desk.session, 3, "S001")
    assert applicant is not None
    assert applicant.state is ApplicationState.CANDIDATE
    assert "site-report" in {paper.kind for paper in papers_of(desk.session, 3)}


@pytest.mark.usefixtures("attempt")
def test_a_change_without_a_reason_is_refused_whatever_the_file_says(desk: Desk) -> None:
    form = reviews.workbook(desk, "E01", {"S001": 60}, stage="site-review")
    sheet = form.sheets[0]
    item = sheet.items[0]
    assert isinstance(item, SiteItem)
    forged = item.model_copy(update={"percent": 90, "document_percent": 90, "reason": ""})
    sheet = sheet.model_copy(update={"items": (forged, *sheet.items[1:])})
    form = form.model_copy(update={"sheets": (sheet,)})
    [line] = take_score_sheet(afterwards(desk), 3, form, source="一.xlsx", sha256="a" * 64)
    assert not line.ok
    assert f"条款 {item.number} 与资料评审相差5个百分点及以上" in line.sentence


def test_consensus_binds_the_approval(desk: Desk, attempt: StageAttempt) -> None:
    for reviewer, percent in (("E01", 60), ("E02", 90), ("E03", 60)):
        form = reviews.workbook(
            desk, reviewer, {"S001": 60, "S002": 50}, stage="site-review",
            changed={"4.1.2": percent},
        )  # fmt: skip
        reviews.hand_in(afterwards(desk), form)
    close_site_review(desk, attempt)
    agreed = Talk(ref="S001", item="4.1.2", percent=80, minute="证据一致")
    kept = Talk(ref="S002", item="4.1.2", percent="维持", minute="各自理由成立")
    with pytest.raises(ActionRefused, match="分差过大"):
        ruling_in_site_review(desk, attempt, SiteDetails(consensus=(agreed,)))
    details = ruling_in_site_review(desk, attempt, SiteDetails(consensus=(agreed, kept)))
    enact_site_review(desk, attempt, factories.decision(details=details))
    result = results_of(desk.session, id_of(attempt))[0]
    assert result.items["4.1.2"]["agreed"]
    assert "合议：证据一致" in result.facts["reasons"]["4.1.2"]


def test_case_18_fewer_sheets_than_a_panel_are_never_signed(
    desk: Desk, attempt: StageAttempt
) -> None:
    for reviewer in ("E01", "E02"):
        form = reviews.workbook(desk, reviewer, {"S001": 60, "S002": 50}, stage="site-review")
        reviews.hand_in(afterwards(desk), form)
    close_site_review(desk, attempt)

    with pytest.raises(ActionRefused, match="S001、S002 的评分表份数不足3份"):
        ruling_in_site_review(desk, attempt, SiteDetails())
