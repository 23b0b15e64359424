"""The qualification review of an edition as its record tells it (art. 13, 16, 25)."""

from datetime import date

from sqlmodel import select

from actions.entry.eligibility_facts import assess_one, ground_of
from actions.record.parts import decided
from documents.papers.wording import edition_text
from models.application import Bar, PastPrize, applications_of
from models.gate import Decision
from rules.eligibility import Ban
from rules.eligibility import PastPrize as KnownPrize
from rules.record import AssessmentRecord, Decided, EligibilityRecord
from runtime.desk import Desk


def eligibility_record(desk: Desk, edition: int) -> EligibilityRecord | None:
    """Everybody who was assessed, also those who left later; ``None`` before the decision."""
    found = decided(desk, edition, "eligibility")
    if found is None:
        return None
    attempt, decision = found
    history = _known_prizes(desk, edition, decision.decided_at.date())
    bans = _known_bars(desk, decision.decided_at.date())
    accepted = dict.fromkeys(decision.details.get("silences", {}), decision.approver)
    ground = ground_of(desk, attempt)
    assessments = []
    for row in applications_of(desk.session, edition):
        if row.ref not in decision.details.get("results", {}):
            continue
        one = assess_one(desk, ground, row, accepted=accepted, history=history, bans=bans)
        assessments.append(
            AssessmentRecord(
                ref=row.ref,
                application=one.facts,
                reference_date=one.reference_date,
                replies=one.replies,
                verifications=one.verifications,
                findings=one.findings,
                decided=_decided(decision, row.ref),
            )
        )
    return EligibilityRecord(history=history, bans=bans, assessments=tuple(assessments))


def _decided(decision: Decision, ref: str) -> Decided:
    result = decision.details["results"][ref]
    return Decided(eligible=result["eligible"], reason=result["reason"])


def _known_prizes(desk: Desk, edition: int, day: date) -> tuple[KnownPrize, ...]:
    """Prizes as they stood then: what this edition itself led to is not among them."""
    rows = desk.session.exec(select(PastPrize).order_by(PastPrize.uscc, PastPrize.prize))
    return tuple(
        KnownPrize(
            row.uscc,
            row.prize,
            row.decided_on,
            row.name,
            revoked=row.revoked_on is not None and row.revoked_on <= day,
        )
        for row in rows
        if row.decided_on <= day and row.edition_label != edition_text(edition)
    )


def _known_bars(desk: Desk, day: date) -> tuple[Ban, ...]:
    rows = desk.session.exec(select(Bar).where(Bar.since <= day).order_by(Bar.uscc, Bar.article))
    return tuple(
        Ban(row.uscc, row.until, row.since, row.article, row.ground, row.name) for row in rows
    )
