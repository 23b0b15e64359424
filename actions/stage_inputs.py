"""Parts of what a stage's result rests on, as facts that hash the same as long as they are."""

from collections.abc import Mapping
from typing import Any

from actions.recused import recusals_of
from models.application import Application, applications_of
from models.deliberation import ProposalState, proposals_of
from models.edition import StageAttempt, attempt_in_force
from models.panel import SeatState, panels_of, refs_of, seats_of
from models.review import results_of
from models.types import id_of
from rules.canonical import sha256_of
from runtime.desk import Desk


def running(desk: Desk, edition: int) -> dict[str, list[str]]:
    """Who is still in the edition, with what they handed in, by receipt number."""
    rows = applications_of(desk.session, edition)
    return {one.ref: applicant(one) for one in rows if not one.state.is_out}


def applicant(one: Application) -> list[str]:
    """Who applied with what."""
    return [one.name, one.uscc, one.package_sha256, sha256_of(one.form)]


def judges(desk: Desk, row: StageAttempt) -> dict[str, Any]:
    """Who judges whom in a review."""
    panels = attempt_in_force(desk.session, row.edition, "panels")
    found = panels_of(desk.session, id_of(panels)) if panels else []
    return {
        "applicants": running(desk, row.edition),
        "panels": [
            {
                "leader": panel.leader,
                "seated": [
                    seat.reviewer for seat in seats_of(desk.session, id_of(panel), SeatState.SEATED)
                ],
                "refs": refs_of(desk.session, id_of(panel)),
            }
            for panel in found
            if row.stage in panel.stages
        ],
        "interests": sorted(
            [one.reviewer, one.ref] for one in (recusals_of(desk, row.edition) if panels else ())
        ),
    }


def results(desk: Desk, edition: int, stage: str) -> Mapping[str, str]:
    """The scores in force of those still in the edition, each as one hash."""
    attempt = attempt_in_force(desk.session, edition, stage)
    refs = running(desk, edition)
    rows = results_of(desk.session, id_of(attempt)) if attempt else []
    return {one.ref: sha256_of([one.total, one.items]) for one in rows if one.ref in refs}


def proposed(desk: Desk, row: StageAttempt) -> list[list[Any]]:
    """The list that the committee proposed, without the names that left it since."""
    vote = attempt_in_force(desk.session, row.edition, "deliberation")
    names = {one.ref: one.name for one in applications_of(desk.session, row.edition)}
    return [
        [one.prize, one.rank, one.ref, names[one.ref]]
        for one in (proposals_of(desk.session, id_of(vote)) if vote else [])
        if one.state is not ProposalState.REMOVED
    ]
