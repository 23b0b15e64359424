"""What a stage's result rests on, as one hash: the same input needs no new work.

Only what an earlier stage or a register hands over counts, never what people hand in during the
stage itself. A stage that is not named here is always done again.
"""

from collections.abc import Callable, Mapping
from typing import Any

from actions.recused import recusals_of
from models.application import Application, applications_of, bars_of, prizes_of
from models.conferral import reply_of
from models.deliberation import ProposalState, proposals_of
from models.edition import StageAttempt, attempt_in_force
from models.effects import Effect
from models.panel import SeatState, panels_of, refs_of, seats_of
from models.people import committee_of, interests_of
from models.review import results_of
from rules.canonical import sha256_of
from runtime.desk import Desk


def input_sha256(desk: Desk, row: StageAttempt) -> str:
    """The hash of what the stage would work on now; "" where it is always done again."""
    facts = _STAGES.get(row.stage)
    if facts is None:
        return ""
    edition = desk.edition(row.edition)
    pinned = [edition.policy_sha256, edition.criteria_sha256]
    return sha256_of({"stage": row.stage, "pinned": pinned, "facts": facts(desk, row)})


def _intake(desk: Desk, row: StageAttempt) -> Any:
    """The closing that the call announced."""
    call = attempt_in_force(desk.session, row.edition, "call")
    effect = desk.session.get(Effect, f"{call.key}/notice/closes-at") if call else None
    return effect.result if effect else None


def _eligibility(desk: Desk, row: StageAttempt) -> Any:
    """Who applied with what, until when, and what earlier editions left behind."""
    intake = attempt_in_force(desk.session, row.edition, "intake")
    closed = (intake.due_at or intake.closed_at) if intake else None
    return {
        "closed": closed.date() if closed else None,
        "applicants": {
            one.ref: [
                _applicant(one),
                [[p.prize, p.decided_on, p.revoked_on] for p in prizes_of(desk.session, one.uscc)],
                [[b.article, b.since, b.until] for b in bars_of(desk.session, one.uscc)],
            ]
            for one in _running(desk, row)
        },
    }


def _panels(desk: Desk, row: StageAttempt) -> Any:
    """Whom the panels review, and the interests of the pool they were drawn from."""
    pool = {one for panel in panels_of(desk.session, row.id or 0) for one in panel.pool}
    ties = interests_of(desk.session, sorted(pool))
    return {
        "applicants": {one.ref: _applicant(one) for one in _running(desk, row)},
        "interests": [[one.reviewer, one.kind, one.organisation, one.uscc] for one in ties],
    }


def _document_review(desk: Desk, row: StageAttempt) -> Any:
    """Who judges whom."""
    panels = attempt_in_force(desk.session, row.edition, "panels")
    found = panels_of(desk.session, panels.id or 0) if panels else []
    return {
        "applicants": {one.ref: _applicant(one) for one in _running(desk, row)},
        "panels": [
            {
                "leader": panel.leader,
                "seated": [
                    seat.reviewer
                    for seat in seats_of(desk.session, panel.id or 0, SeatState.SEATED)
                ],
                "refs": refs_of(desk.session, panel.id or 0),
            }
            for panel in found
            if row.stage in panel.stages
        ],
        "interests": sorted(
            [one.reviewer, one.ref] for one in (recusals_of(desk, row.edition) if panels else ())
        ),
    }


def _site_review(desk: Desk, row: StageAttempt) -> Any:
    return {**_document_review(desk, row), "documents": _results(desk, row, "document-review")}


def _deliberation(desk: Desk, row: StageAttempt) -> Any:
    """The candidates with their scores, and who votes."""
    return {
        "applicants": {one.ref: _applicant(one) for one in _running(desk, row)},
        "scores": [_results(desk, row, stage) for stage in ("document-review", "site-review")],
        "committee": [one.name for one in committee_of(desk.session, row.edition)],
    }


def _list(desk: Desk, row: StageAttempt) -> Any:
    """The list that the committee proposed, without the names that left it since."""
    vote = attempt_in_force(desk.session, row.edition, "deliberation")
    names = {one.ref: one.name for one in applications_of(desk.session, row.edition)}
    return [
        [one.prize, one.rank, one.ref, names[one.ref]]
        for one in (proposals_of(desk.session, vote.id or 0) if vote else [])
        if one.state is not ProposalState.REMOVED
    ]


def _conferral(desk: Desk, row: StageAttempt) -> Any:
    """The list and the city government's reply."""
    approval = attempt_in_force(desk.session, row.edition, "approval")
    reply = reply_of(desk.session, approval.id or 0) if approval else None
    return [_list(desk, row), [reply.number, reply.replied_on] if reply else None]


def _running(desk: Desk, row: StageAttempt) -> list[Application]:
    rows = applications_of(desk.session, row.edition)
    return [one for one in rows if not one.state.is_out]


def _applicant(one: Application) -> list[str]:
    return [one.name, one.uscc, one.package_sha256, sha256_of(one.form)]


def _results(desk: Desk, row: StageAttempt, stage: str) -> Mapping[str, str]:
    attempt = attempt_in_force(desk.session, row.edition, stage)
    running = {one.ref for one in _running(desk, row)}
    rows = results_of(desk.session, attempt.id or 0) if attempt else []
    return {one.ref: sha256_of([one.total, one.items]) for one in rows if one.ref in running}


_STAGES: dict[str, Callable[[Desk, StageAttempt], Any]] = {
    "intake": _intake,
    "eligibility": _eligibility,
    "panels": _panels,
    "document-review": _document_review,
    "site-review": _site_review,
    "deliberation": _deliberation,
    "publicity": _list,
    "approval": _list,
    "conferral": _conferral,
}
