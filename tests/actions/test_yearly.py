"""What the office reports on: the reviewers of a year, and an edition beside the others."""

from fractions import Fraction

import pytest
from sqlmodel import select

from actions.edition.edition_report import edition_report, reached
from actions.errors import UnknownSubject
from actions.reviewers.assessment import (
    assessments,
    evidence_of_assessment,
    sign_assessment,
    yearly,
)
from models.application import find_application
from models.edition import latest_attempt
from models.gate import Outcome
from models.panel import Panel
from models.paper import papers_of
from models.people import Interest
from models.review import SheetState, sheets_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.conferred import decided
from tests.actions.decided import REFS, edition_after_the_vote


def closed(desk: Desk) -> Desk:
    """An edition after the vote, its reviews closed by their deadline."""
    later = edition_after_the_vote(desk)
    for stage in ("document-review", "site-review"):
        attempt = latest_attempt(later.session, 3, stage)
        assert attempt is not None
        attempt.closed_at = attempt.due_at
        make.add(later, attempt)
    return later


def test_reviewers_are_counted_not_marked(desk: Desk) -> None:
    later = closed(desk)
    attempt = latest_attempt(later.session, 3, "document-review")
    assert attempt is not None
    assert attempt.due_at is not None
    first = sheets_of(later.session, id_of(attempt), SheetState.HANDED_IN)[0]
    first.handed_in_at = attempt.due_at.replace(hour=23)
    make.add(later, first)

    found = {one.reviewer: one for _, one in assessments(later, 2026)}

    own = found[first.reviewer]
    assert (own.expected, own.handed_in, own.late) == (2 * len(REFS), 2 * len(REFS), 1)
    assert {one.talks for one in found.values()} == {2}  # one item of S001, in both reviews
    distances = {one.distance for one in found.values()}
    assert distances == {Fraction(25, 2), Fraction(30)}


def test_an_interest_on_record_that_was_denied_is_seen(desk: Desk) -> None:
    later = closed(desk)
    panel = later.session.exec(select(Panel)).first()
    applicant = find_application(later.session, 3, "S001")
    assert panel is not None
    assert applicant is not None
    who = panel.facts["panel"][0]
    make.add(  # who has declared for S001 that there is none
        later,
        Interest(reviewer=who, organisation=applicant.name, uscc=applicant.uscc, kind="顾问"),
    )

    (own,) = [one for _, one in assessments(later, 2026) if one.reviewer == who]

    assert (own.declared, own.undeclared) == (0, 1)


def test_a_person_signs_the_assessment(desk: Desk) -> None:
    later = closed(desk)
    key = f"{yearly(later, 2026).key}/gate"

    evidence = evidence_of_assessment(later, 2026)
    decided(later, key, Outcome.APPROVED, {})
    paper = sign_assessment(later, 2026)

    assert "| 4 | 4 | 0 | 2 | 30.00个百分点 |" in evidence.text
    assert paper.name.startswith("第三届-评审员考核报告-")
    with pytest.raises(UnknownSubject, match="2025年没有"):
        yearly(later, 2025)


def test_the_edition_reports_numbers_and_days(desk: Desk) -> None:
    later = closed(desk)

    page, paper = edition_report(later, 3)

    counts = reached(later, 3)
    stages = ("intake", "eligibility", "document-review", "site-review")
    assert [counts[name] for name in stages] == [4, 2, 2, 2]
    assert "| 资格审查 | 2 | " in page
    assert [row.kind for row in papers_of(later.session, 3)][-1] == "edition-report"
    assert paper.name.startswith("第三届-评选工作总结-")
    with pytest.raises(UnknownSubject, match="没有第9届"):
        edition_report(later, 9)
