"""What the players know: read from the database as they would read their letters."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from sqlmodel import select

from actions.attempts import in_force
from actions.review import review, site_visits
from actions.vote.ballot_count import standings
from cli.rehearsal.office import Stuck
from documents.forms.applicants import Applicant
from documents.forms.score_sheet import BlankItem, BlankSheet
from examples.playing.declarations import DrawnPanel
from examples.playing.scores import Task
from models.application import Application, ApplicationState, applications_of
from models.deliberation import Proposal, ProposalState, proposals_of
from models.edition import StageAttempt
from models.eligibility import Inquiry, InquiryKind, inquiries_of
from models.panel import SeatState, panels_of, refs_of, seats_of
from models.people import Reviewer, committee_of
from models.publicity import WrittenOpinion
from models.review import SheetState, sheets_of
from models.types import SHANGHAI, id_of
from rules.ranking import display
from runtime.desk import Desk, open_desk

_EVENING = time(18)


def applicants(edition: int, *states: ApplicationState) -> list[Applicant]:
    with open_desk() as desk:
        return [_named(a) for a in applications_of(desk.session, edition, *states)]


def inquiries(attempt_id: int, kind: InquiryKind) -> list[Inquiry]:
    with open_desk() as desk:
        return [i for i in inquiries_of(desk.session, attempt_id) if i.kind is kind]


def verified_conditions(edition: int) -> list[str]:
    with open_desk() as desk:
        return list(desk.policy(edition).verification.conditions.value)


def drawn_panels(edition: int, attempt_id: int, known: set[str]) -> list[DrawnPanel]:
    """The panels as they sit now; those not ``known`` from an earlier look took a seat later."""
    with open_desk() as desk:
        by_ref = {a.ref: _named(a) for a in applications_of(desk.session, edition)}
        found = []
        for panel in panels_of(desk.session, attempt_id):
            seated = [
                (s.reviewer, _name(desk, s.reviewer))
                for s in seats_of(desk.session, id_of(panel), SeatState.SEATED)
                if s.declared_at is None
            ]
            found.append(
                DrawnPanel(
                    number=panel.number,
                    reviewers=tuple(s for s in seated if not known or s[0] in known),
                    reserves=tuple(s for s in seated if known and s[0] not in known),
                    applicants=tuple(by_ref[ref] for ref in refs_of(desk.session, id_of(panel))),
                )
            )
        return found


def leaders(attempt_id: int) -> list[dict[str, Any]]:
    """The first drawn of each panel leads it."""
    with open_desk() as desk:
        rows = []
        for panel in panels_of(desk.session, attempt_id):
            first = seats_of(desk.session, id_of(panel), SeatState.SEATED)[0]
            rows.append({"panel": panel.number, "reviewer": first.reviewer})
    return rows


def score_tasks(edition: int, stage: str, attempt_id: int) -> list[Task]:
    """One task for each reviewer who was handed sheets."""
    with open_desk() as desk:
        session = desk.session
        codes = {a.ref: a.uscc for a in applications_of(session, edition)}
        names = {a.ref: a.name for a in applications_of(session, edition)}
        by_reviewer: dict[tuple[int, str], list[str]] = {}
        for sheet in sheets_of(session, attempt_id, SheetState.EXPECTED):
            by_reviewer.setdefault((sheet.panel_id, sheet.reviewer), []).append(sheet.ref)
        panels = panels_of(session, id_of(in_force(desk, edition, "panels")))
        numbers = {panel.id: panel.number for panel in panels}
        blanks = {r: _blank(desk, edition, stage, r, names[r]) for r in codes}
        return [
            Task(
                stage="site-review" if stage == "site-review" else "document-review",
                panel_number=numbers[panel_id],
                reviewer=reviewer,
                reviewer_name=_name(desk, reviewer),
                criteria=desk.criteria(edition).id,
                panel=tuple(who for where, who in sorted(by_reviewer) if where == panel_id),
                sheets=tuple(blanks[ref] for ref in refs),
                codes=codes,
            )
            for (panel_id, reviewer), refs in by_reviewer.items()
        ]


@dataclass(frozen=True, slots=True)
class Visits:
    """What a panel visits, and until when of each day."""

    panel: int
    leader: str
    days: tuple[tuple[Applicant, datetime], ...]


def visits(edition: int) -> list[Visits]:
    """The site visits of every panel, as its plan says."""
    with open_desk() as desk:
        attempt = in_force(desk, edition, "site-review")
        found = []
        for group in review.groups_of(desk, attempt):
            days = site_visits.days_of(attempt, group)
            ends = [
                (_named(one), datetime.combine(days[one.ref], _EVENING, SHANGHAI))
                for one in group.applicants
            ]
            if ends:
                found.append(Visits(group.panel.number, group.leader, tuple(ends)))
        return found


def members(edition: int) -> list[str]:
    with open_desk() as desk:
        return [member.name for member in committee_of(desk.session, edition)]


def listed(edition: int, *states: ProposalState) -> dict[str, list[Applicant]]:
    """The names on the committee's list by prize, in order."""
    with open_desk() as desk:
        rows = proposals_of(desk.session, id_of(in_force(desk, edition, "deliberation")))
        by_ref = {a.ref: _named(a) for a in applications_of(desk.session, edition)}
        prizes: dict[str, list[Applicant]] = {p.id: [] for p in desk.policy(edition).prizes}
        for row in rows:
            if _counts(row, states):
                prizes[row.prize].append(by_ref[row.ref])
        return prizes


def _counts(row: Proposal, states: tuple[ProposalState, ...]) -> bool:
    return not states or row.state in states


def _named(row: Application) -> Applicant:
    return Applicant(ref=row.ref, name=row.name, uscc=row.uscc)


def _name(desk: Desk, reviewer: str) -> str:
    row = desk.session.get(Reviewer, reviewer)
    assert row is not None, "a drawn reviewer is in the pool"
    return row.name


def _blank(desk: Desk, edition: int, stage: str, ref: str, name: str) -> BlankSheet:
    before = (
        review.document_percents(desk, edition=edition, ref=ref) if stage == "site-review" else {}
    )
    return BlankSheet(
        ref=ref,
        applicant=name,
        items=tuple(
            BlankItem(
                number=item.number,
                name=item.name,
                points=item.points,
                document_percent=Decimal(display(before[item.number]))
                if item.number in before
                else None,
            )
            for item in desk.criteria(edition).items
        ),
    )


def by_score(edition: int) -> list[Applicant]:
    """The candidates in descending order of combined score, ties by receipt number."""
    with open_desk() as desk:
        found = sorted(standings(desk, edition), key=lambda one: (-one.combined, one.ref))
        return [_named(one.application) for one in found]


def due_of(attempt_id: int) -> datetime:
    with open_desk() as desk:
        row = desk.session.get(StageAttempt, attempt_id)
        if row is None or row.due_at is None:
            raise Stuck(f"阶段 {attempt_id} 没有截止时间。")
        return row.due_at


def opinions_due() -> datetime:
    with open_desk() as desk:
        return max(desk.session.exec(select(WrittenOpinion.due_at)).all())
