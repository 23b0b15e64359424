"""Reviews, shortlist and combined scores of an edition as its record tells them (art. 17, 18)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from actions.record.parts import decided
from actions.recused import recusals_of
from actions.review.outside_scores import outside_scores
from actions.review.review import DOCUMENT, SITE, sheet_of
from models.application import applications_of
from models.edition import StageAttempt, attempt_in_force
from models.panel import Panel, panels_of
from models.review import ReviewResult, results_of, sheets_of
from models.types import id_of
from rules.consensus import Consensus
from rules.record import CombinedRecord, ReviewRecord, ShortlistRecord
from rules.recusal import Recusal
from rules.scoring import ItemScore, Score
from rules.shortlist import Choice, decide, shortlist
from runtime.desk import Desk


def review_records(desk: Desk, edition: int) -> tuple[ReviewRecord, ...]:
    """The reviews of both stages as far as they are approved; scores are those that were kept."""
    recusals, panels = recusals_of(desk, edition), _panels(desk, edition)
    return tuple(
        _review(desk, attempt, row, recusals, panels)
        for stage in (DOCUMENT, SITE)
        for attempt, row in _results(desk, edition, stage)
    )


def shortlist_record(desk: Desk, edition: int) -> ShortlistRecord | None:
    """The shortlist as approved: scores, the office's choices, and what they led to."""
    found = decided(desk, edition, DOCUMENT)
    if found is None:
        return None
    scores = {row.ref: Fraction(row.total) for _, row in _results(desk, edition, DOCUMENT)}
    choices = {
        ref: Choice(one["chosen"], one["reason"])
        for ref, one in found[1].details.get("choices", {}).items()
    }
    result = decide(shortlist(scores, desk.policy(edition)), choices)
    return ShortlistRecord(scores=scores, choices=choices, result=result)


def combined_record(desk: Desk, edition: int) -> CombinedRecord | None:
    """Weighed scores with what came from outside; ``None`` while there are none."""
    scores = {
        row.ref: Fraction(row.facts["combined"])
        for _, row in _results(desk, edition, SITE)
        if row.facts.get("combined")
    }
    outside = outside_scores(desk, edition)
    return CombinedRecord(outside=outside, scores=scores) if scores else None


def _results(desk: Desk, edition: int, stage: str) -> Iterator[tuple[StageAttempt, ReviewResult]]:
    """Results of those who were in the running when the stage was decided.

    Who withdrew while it ran has a score nobody talked about or decided on.
    """
    found = decided(desk, edition, stage)
    if found is None:
        return
    attempt, decision = found
    gone = {
        row.ref
        for row in applications_of(desk.session, edition)
        if row.withdrawn_at is not None and row.withdrawn_at <= decision.decided_at
    }
    for row in results_of(desk.session, id_of(attempt)):
        if row.ref not in gone:
            yield attempt, row


def _review(
    desk: Desk,
    attempt: StageAttempt,
    row: ReviewResult,
    recusals: tuple[Recusal, ...],
    panels: dict[int, Panel],
) -> ReviewRecord:
    counted = row.facts["reviewers"]
    sheets = {
        sheet.reviewer: sheet_of(sheet)
        for sheet in sheets_of(desk.session, id_of(attempt))
        if sheet.ref == row.ref and sheet.items
    }
    out = tuple(one for one in recusals if one.covers(row.ref) and one.reviewer in sheets)
    number = row.facts["panel"]
    return ReviewRecord(
        stage=attempt.stage,
        ref=row.ref,
        panel=number,
        sheets=tuple(sheets[reviewer] for reviewer in counted),
        set_aside=tuple(sheet for who, sheet in sheets.items() if who not in counted),
        recusals=out,
        consensus=tuple(
            Consensus(one["item"], one["percent"], one["minute"])
            for one in row.facts.get("consensus", ())
        ),
        leader=panels[number].leader if number in panels else "",
        reasons=row.facts.get("reasons", {}),
        score=_score(desk, attempt.edition, row),
    )


def _score(desk: Desk, edition: int, row: ReviewResult) -> Score:
    """The score as kept, so that the verifier's recomputation proves something."""
    items = {
        item.number: _item(row.items[item.number])
        for item in desk.criteria(edition).items
        if item.number in row.items
    }
    return Score(Fraction(row.total), items, tuple(row.consensus_needed))


def _item(kept: dict[str, Any]) -> ItemScore:
    mean = Fraction(kept["mean"])
    return ItemScore(mean, kept["spread"], kept["percents"], agreed=kept.get("agreed", False))


def _panels(desk: Desk, edition: int) -> dict[int, Panel]:
    attempt = attempt_in_force(desk.session, edition, "panels")
    rows = panels_of(desk.session, attempt.id) if attempt and attempt.id else []
    return {row.number: row for row in rows}
