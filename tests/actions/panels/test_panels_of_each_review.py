"""A policy that wants another panel on site: a second draw by the same procedure (art. 10)."""

import json
from dataclasses import replace
from datetime import date

import pytest

from actions.attempts import in_force
from actions.panels.panels import owed_in_panels
from actions.record.export import record_of
from actions.review import review
from actions.review.document_review import open_document_review
from actions.reviewers import change as reviewer_change
from actions.reviewers.declarations import take_declaration
from documents.forms.declaration import DeclarationForm, DeclarationLine
from models.application import ApplicationState
from models.edition import StageAttempt
from models.panel import Panel, SeatState, panels_of, seats_of
from models.paper import papers_of
from models.review import SheetState, sheets_of
from models.types import id_of
from rules.draw import drawn_order, panel_seed
from rules.record import verify
from runtime.desk import Desk
from tests.actions import decided, reviews
from tests.actions import factories as make
from tests.rules.packs import pack

PANEL = pack().panel
APART = pack().model_copy(
    update={
        "panel": PANEL.model_copy(
            update={"same_for_both": replace(PANEL.same_for_both, value=False)}
        )
    }
)


@pytest.fixture
def apart(desk: Desk) -> Desk:
    """Edition 3 under a policy with a panel for the papers and another for the visit."""
    edition = desk.edition(3)
    edition.policy_json, edition.policy_sha256 = APART.canonical_json(), APART.sha256
    desk.session.add(edition)
    desk.session.flush()
    return desk


@pytest.fixture
def running(apart: Desk) -> StageAttempt:
    """Two applicants, both panels drawn, the papers under review."""
    for ref in decided.REFS:
        make.add(apart, make.application(ref, state=ApplicationState.ELIGIBLE))
    decided._draw(apart)
    attempt = make.attempt(apart, "document-review")
    open_document_review(apart, attempt)
    return attempt


def _panels(desk: Desk) -> list[Panel]:
    return panels_of(desk.session, id_of(in_force(desk, 3, "panels")))


def _seated(desk: Desk, panel: Panel) -> list[str]:
    return [s.reviewer for s in seats_of(desk.session, id_of(panel), SeatState.SEATED)]


@pytest.mark.usefixtures("running")
def test_article_10_the_panel_on_site_has_its_own_draw_from_the_whole_pool(apart: Desk) -> None:
    papers, site = _panels(apart)
    seed = panel_seed(papers.facts["edition_seed"], 2)

    assert [papers.stages, site.stages] == [("document-review",), ("site-review",)]
    assert site.seed == seed
    assert site.excluded == {}, "who reads the papers may be drawn again"
    assert tuple(site.facts["panel"]) == drawn_order(site.pool, seed)[: len(site.facts["panel"])]
    invited = reviews.letters_to(apart, "panel-invitation").values()
    assert any("第2评审组（现场评审）" in text for text in invited)


def test_each_review_is_that_of_its_own_panel(apart: Desk, running: StageAttempt) -> None:
    papers, site = _panels(apart)

    assert {s.reviewer for s in sheets_of(apart.session, id_of(running))} == set(
        _seated(apart, papers)
    )
    assert [g.panel.number for g in review.groups_of(apart, running)] == [papers.number]
    visit = make.attempt(apart, "site-review")
    assert [g.panel.number for g in review.groups_of(apart, visit)] == [site.number]


@pytest.mark.usefixtures("running")
def test_who_sits_on_both_panels_declares_for_each(apart: Desk) -> None:
    papers, site = _panels(apart)
    both = set(_seated(apart, papers)) & set(_seated(apart, site))
    assert both, "the pool of twelve is drawn from twice"

    subjects = [one.subject for one in owed_in_panels(apart, in_force(apart, 3, "panels"))]

    assert len(set(subjects)) == len(subjects) == 10


def test_leaving_the_panel_on_site_touches_no_sheet_of_the_papers(
    apart: Desk, running: StageAttempt
) -> None:
    papers, site = _panels(apart)
    both = next(one for one in _seated(apart, papers) if one in _seated(apart, site))
    expected = len(sheets_of(apart.session, id_of(running), SheetState.EXPECTED))
    running.phase = running.phase.WAITING
    in_force(apart, 3, "panels").phase = running.phase.WAITING
    lines = [
        DeclarationLine(ref=ref, applicant=ref, interest="有", note="曾任顾问")
        for ref in decided.REFS
    ]
    form = DeclarationForm(
        edition=3, panel=site.number, reviewer=both, name=f"评审员{int(both[1:])}",
        confidential=True, signed_on=date(2026, 4, 3), lines=tuple(lines),
    )  # fmt: skip

    take_declaration(apart, 3, form, source="d.xlsx", sha256="0" * 64)

    assert both not in _seated(apart, site)
    assert len(sheets_of(apart.session, id_of(running), SheetState.EXPECTED)) == expected


def test_a_reviewer_leaves_the_panel_whose_review_is_not_over(
    apart: Desk, running: StageAttempt
) -> None:
    papers, site = _panels(apart)
    both = next(one for one in _seated(apart, papers) if one in _seated(apart, site))

    assert "第1评审组" in _would_leave(apart, both, papers)
    reviews.decided(apart, running)
    assert "第2评审组" in _would_leave(apart, both, site)


def _would_leave(desk: Desk, reviewer: str, panel: Panel) -> str:
    leader = next(one for one in _seated(desk, panel) if one != reviewer)
    said = reviewer_change.change_reviewer(
        desk, 3, reviewer,
        reason="因病", actor="覃示例", has_interest=False, new_leader=leader, dry_run=True,
    )  # fmt: skip
    return said[0]


def test_an_edition_with_a_panel_for_each_review_goes_to_the_vote_and_verifies(
    apart: Desk,
) -> None:
    later = decided.edition_after_the_vote(apart)

    record = json.loads(record_of(later, 3))

    assert verify(record) == ()
    assert [panel["stages"] for panel in record["draws"]["panels"]] == [
        ["document-review"],
        ["site-review"],
    ]
    assert papers_of(later.session, 3)
