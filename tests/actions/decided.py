"""An edition that went through every stage up to the vote, by the actions themselves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.attempts import in_force
from actions.gates import put_gate
from actions.panels.panels import open_panels
from actions.review.consensus import Talk
from actions.review.document_review import (
    DocumentDetails,
    close_document_review,
    enact_document_review,
    ruling_in_document_review,
)
from actions.review.site_review import (
    SiteDetails,
    close_site_review,
    enact_site_review,
    ruling_in_site_review,
)
from actions.stages import input_sha256
from documents.forms.score_sheet import ReviewStage
from models.application import ApplicationState
from models.deliberation import Meeting, Tally
from models.edition import Phase, StageAttempt
from models.gate import Decision
from models.panel import panels_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions import reviews
from tests.actions.drawing import announce_and_draw

REFS = ("S001", "S002")
TALKS = (
    Talk(ref="S001", item="4.1.2", percent=50, minute="讨论后一致"),
    Talk(ref="S002", item="4.1.2", percent="维持", minute="各自保留"),
)


def decide(desk: Desk, attempt: StageAttempt, details: dict[str, Any]) -> Decision:
    """An approval in the database, and the attempt behind it."""
    gate = put_gate(desk, f"{attempt.key}/gate", edition=3, title=attempt.stage, role="office")
    assert gate.id is not None
    decision = make.decision(gate_id=gate.id, details=details, decided_at=desk.at)
    attempt.input_sha256 = input_sha256(desk, attempt)
    attempt.phase = Phase.APPROVED
    return make.add(desk, decision)


def edition_after_the_vote(desk: Desk) -> Desk:
    """S001 and S002 reviewed and voted on, S003 found ineligible, S009 withdrawn; one day later."""
    make.attempt(desk, "intake", phase=Phase.APPROVED)
    for ref in REFS:
        make.add(desk, make.application(ref, state=ApplicationState.ELIGIBLE))
    make.add(desk, make.application("S003", state=ApplicationState.INELIGIBLE))
    gone = {"state": ApplicationState.WITHDRAWN, "withdrawn_at": desk.at}
    make.add(desk, make.application("S009", **gone))
    results = {ref: {"eligible": ref in REFS, "reason": "经核对"} for ref in (*REFS, "S003")}
    decide(desk, make.attempt(desk, "eligibility"), {"results": results, "silences": {}})
    _draw(desk)
    later = replace(desk, at=desk.at + timedelta(days=1))
    _review_documents(later)
    _review_on_site(later)
    _vote(later)
    return later


def _draw(desk: Desk) -> None:
    for number in range(1, 13):
        make.add(desk, make.reviewer(number))
    attempt = make.attempt(desk, "panels")
    open_panels(desk, attempt)
    announce_and_draw(desk, 3)
    for panel in panels_of(desk.session, id_of(attempt)):
        panel.leader = panel.facts["panel"][0]
        make.add(desk, panel)
        reviews.certify(desk, panel)
    decide(desk, attempt, {})


def _review_documents(desk: Desk) -> None:
    """Everybody agrees, but for one who stands far off at one item."""
    attempt = make.attempt(desk, "document-review")
    _hand_in(desk, "document-review", (60, 55))
    close_document_review(desk, attempt)
    details = ruling_in_document_review(desk, attempt, DocumentDetails(consensus=TALKS))
    enact_document_review(desk, attempt, decide(desk, attempt, details))


def _review_on_site(desk: Desk) -> None:
    attempt = make.attempt(desk, "site-review")
    _hand_in(desk, "site-review", (65, 50))
    close_site_review(desk, attempt)
    details = ruling_in_site_review(desk, attempt, SiteDetails(consensus=TALKS))
    enact_site_review(desk, attempt, decide(desk, attempt, details))


def _hand_in(desk: Desk, stage: ReviewStage, percents: tuple[int, int]) -> None:
    drawn = panels_of(desk.session, id_of(in_force(desk, 3, "panels")))
    (panel,) = (one for one in drawn if stage in one.stages)
    for position, reviewer in enumerate(panel.facts["panel"]):
        own = dict(zip(REFS, percents, strict=True))
        changed = {"4.1.2": 20} if position == 0 else None
        form = reviews.workbook(
            desk, reviewer, own, stage=stage, panel=panel.number, changed=changed
        )
        reviews.hand_in(desk, form)


def _vote(desk: Desk) -> None:
    attempt = make.attempt(desk, "deliberation")
    assert attempt.id is not None
    make.add(
        desk,
        Meeting(
            attempt_id=attempt.id, held_on=date(2026, 4, 2), appointed=21, present=18,
            teller_1="甲", teller_2="乙", observer="丙", recorded_at=desk.at,
        ),
    )  # fmt: skip
    votes = [(1, "award", "S001", 15), (1, "award", "S002", 4), (2, "nomination", "S002", 12)]
    for number, prize, ref, votes_for in votes:
        make.add(
            desk,
            Tally(
                attempt_id=attempt.id, round=number, prize=prize, ref=ref, votes_for=votes_for,
                votes_against=18 - votes_for, votes_blank=0, recused=0,
            ),
        )  # fmt: skip
    decide(desk, attempt, {})
