"""What the two reviews share: who judges whom, which sheets count, and what they add up to.

Everything is worked out anew from the sheets, so evidence, ruling and enactment cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlmodel import select

from actions import attempts
from actions.recused import barred_in
from actions.review.former_seats import done_before
from models.application import Application, ApplicationState, applications_of
from models.edition import StageAttempt
from models.panel import Panel, SeatState, panels_of, refs_of, seats_of
from models.people import Reviewer
from models.review import ReviewResult, ScoreSheet, SheetState, sheets_of
from models.types import id_of
from rules.policy.citing import Topic
from rules.scoring import Consensus, Score, Sheet, combine
from runtime.desk import Desk

DOCUMENT, SITE = "document-review", "site-review"
MATTERS = {DOCUMENT: Topic.DOCUMENT_REVIEW, SITE: Topic.SITE_REVIEW}
TITLES = {DOCUMENT: "资料评审", SITE: "现场评审"}
# A reopened document review finds its applicants in the states its first attempt left them in.
_SITE_STATES = {
    ApplicationState.SHORTLISTED,
    ApplicationState.CANDIDATE,
    ApplicationState.PROPOSED,
    ApplicationState.NOT_PROPOSED,
}
REVIEWED_STATES = {
    DOCUMENT: {
        ApplicationState.ELIGIBLE,
        ApplicationState.NOT_SHORTLISTED,
        *_SITE_STATES,
    },
    SITE: _SITE_STATES,
}


@dataclass(frozen=True, slots=True)
class Group:
    """A panel at work: seated reviewers in drawn order, applicants still in the running.

    `barred` are pairs of reviewer id and receipt number that article 30 keeps apart. `done_by` is
    who judged an applicant before a newcomer took the seat: that sheet counts, no second is asked.
    """

    panel: Panel
    members: tuple[Reviewer, ...]
    applicants: tuple[Application, ...]
    barred: frozenset[tuple[str, str]]
    done_by: Mapping[tuple[str, str], Reviewer] = field(default_factory=dict)

    @property
    def leader(self) -> str:
        """The leader's name, "" while there is none."""
        return next((m.name for m in self.members if m.id == self.panel.leader), "")

    def judges(self, ref: str) -> tuple[Reviewer, ...]:
        """Who may judge this applicant, or did so before leaving the panel."""
        own = (self.done_by.get((m.id, ref), m) for m in self.members)
        return tuple(m for m in own if (m.id, ref) not in self.barred)

    def judged_by(self, member: Reviewer) -> tuple[Application, ...]:
        """The applicants a member is to judge."""
        return tuple(a for a in self.applicants if member in self.judges(a.ref))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One applicant's review: sheets that count, `score` (``None`` without any), who is missing."""

    applicant: Application
    group: Group
    sheets: tuple[ScoreSheet, ...]
    missing: tuple[Reviewer, ...]
    score: Score | None

    @property
    def ref(self) -> str:
        return self.applicant.ref


def groups_of(desk: Desk, attempt: StageAttempt) -> list[Group]:
    """The panels in force with the applicants this stage is about."""
    panels = attempts.in_force(desk, attempt.edition, "panels")
    barred = barred_in(desk, attempt)
    states = REVIEWED_STATES[attempt.stage]
    running = {a.ref: a for a in applications_of(desk.session, attempt.edition, *states)}
    return [
        _group(desk, attempt, panel, running, barred)
        for panel in panels_of(desk.session, id_of(panels))
        if attempt.stage in panel.stages
    ]


def hand_out(desk: Desk, attempt: StageAttempt, group: Group) -> None:
    """An expected sheet for each member and applicant; safe to repeat."""
    known = {(s.reviewer, s.ref) for s in sheets_of(desk.session, id_of(attempt))}
    for applicant in group.applicants:
        for member in group.judges(applicant.ref):
            if (member.id, applicant.ref) not in known:
                desk.session.add(
                    ScoreSheet(
                        attempt_id=id_of(attempt),
                        panel_id=id_of(group.panel),
                        reviewer=member.id,
                        ref=applicant.ref,
                    )
                )
    desk.session.flush()


def reviewed(
    desk: Desk, attempt: StageAttempt, talks: Mapping[str, Sequence[Consensus]] | None = None
) -> list[Reviewed]:
    """Every applicant still in the running, by receipt number; `talks` by receipt number.

    Raises:
        ConsensusInvalid: a talk that proves nothing.
    """
    handed_in = sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN)
    found = [
        _reviewed(desk, group, one, handed_in, talks=(talks or {}).get(one.ref, ()))
        for group in groups_of(desk, attempt)
        for one in group.applicants
    ]
    return sorted(found, key=lambda review: review.ref)


def set_aside(desk: Desk, attempt: StageAttempt) -> None:
    """Mark sheets that no longer count (art. 30): kept for the record, never counted."""
    counted = {s.id for review in reviewed(desk, attempt) for s in review.sheets}
    gone = {a.ref for a in _withdrawn(desk, attempt)}
    for sheet in sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN):
        if sheet.id not in counted and sheet.ref not in gone:
            sheet.state = SheetState.EXCLUDED
            desk.session.add(sheet)
            desk.record(
                "score_sheet.excluded", sheet.ref, edition=attempt.edition,
                reviewer=sheet.reviewer, stage=attempt.stage,
            )  # fmt: skip
    desk.session.flush()


def sheet_of(row: ScoreSheet) -> Sheet:
    """The percentages of a sheet as the rules read them."""
    return Sheet(row.reviewer, {n: item["percent"] for n, item in row.items.items()})


def keep_result(
    desk: Desk, attempt: StageAttempt, review: Reviewed, facts: Mapping[str, Any]
) -> None:
    """Write an applicant's result down, over an earlier one of this attempt."""
    score = review.score
    assert score is not None, "only what was scored has a result"
    row = find_result(desk, attempt, review.ref)
    row = row or ReviewResult(attempt_id=id_of(attempt), ref=review.ref, total="", items={})
    row.total = exact(score.total)
    row.items = {
        number: {
            "mean": exact(item.mean),
            "spread": item.spread,
            "percents": dict(item.percents),
            "agreed": item.agreed,
        }
        for number, item in score.items.items()
    }
    row.consensus_needed = list(score.consensus_needed)
    row.facts = {
        "panel": review.group.panel.number,
        "reviewers": [sheet.reviewer for sheet in review.sheets],
        "missing": [member.id for member in review.missing],
        **facts,
    }
    desk.session.add(row)
    desk.session.flush()


def find_result(desk: Desk, attempt: StageAttempt, ref: str) -> ReviewResult | None:
    return desk.session.exec(
        select(ReviewResult).where(ReviewResult.attempt_id == attempt.id, ReviewResult.ref == ref)
    ).one_or_none()


def document_percents(desk: Desk, *, edition: int, ref: str) -> Mapping[str, Fraction]:
    """The panel's document result as exact percentages by item; empty where there is none."""
    document = attempts.in_force(desk, edition, DOCUMENT)
    result = find_result(desk, document, ref)
    if result is None:
        return {}
    criteria = desk.criteria(edition)
    return {
        number: Fraction(item["mean"]) * 100 / criteria.item(number).points
        for number, item in result.items.items()
    }


def exact(value: Fraction) -> str:
    """``1225/2``: nothing is rounded on the way into a row."""
    return f"{value.numerator}/{value.denominator}"


def _group(
    desk: Desk,
    attempt: StageAttempt,
    panel: Panel,
    running: Mapping[str, Application],
    barred: frozenset[tuple[str, str]],
) -> Group:
    seats = seats_of(desk.session, id_of(panel), SeatState.SEATED)
    members = (desk.session.get(Reviewer, seat.reviewer) for seat in seats)
    return Group(
        panel=panel,
        members=tuple(member for member in members if member is not None),
        applicants=tuple(running[r] for r in refs_of(desk.session, id_of(panel)) if r in running),
        barred=barred,
        done_by=done_before(desk, attempt, panel, barred),
    )


def _reviewed(
    desk: Desk,
    group: Group,
    applicant: Application,
    handed_in: Sequence[ScoreSheet],
    *,
    talks: Sequence[Consensus],
) -> Reviewed:
    edition = applicant.edition
    judges = group.judges(applicant.ref)
    by_reviewer = {sheet.reviewer: sheet for sheet in handed_in if sheet.ref == applicant.ref}
    sheets = tuple(by_reviewer[judge.id] for judge in judges if judge.id in by_reviewer)
    score = None
    if sheets:
        score = combine(
            [sheet_of(sheet) for sheet in sheets],
            desk.criteria(edition),
            desk.policy(edition),
            consensus=talks,
            leader=group.panel.leader,
        )
    missing = tuple(judge for judge in judges if judge.id not in by_reviewer)
    return Reviewed(applicant, group, sheets, missing, score)


def _withdrawn(desk: Desk, attempt: StageAttempt) -> list[Application]:
    query = select(Application).where(
        Application.edition == attempt.edition, Application.state == ApplicationState.WITHDRAWN
    )
    return list(desk.session.exec(query))
