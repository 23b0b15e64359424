"""The committee's vote of an edition as its record tells it (art. 19): totals, never a ballot."""

from fractions import Fraction

from actions.ballot_count import honours_of, rounds_of, weights_used
from actions.record_parts import decided
from models.application import Application, find_application
from models.deliberation import meeting_of, tallies_of
from models.edition import attempt_in_force
from models.review import results_of
from rules.ballot import Candidate, count
from rules.ranking import weigh
from rules.record import BallotRecord
from runtime.desk import Desk


def ballot_record(desk: Desk, edition: int) -> BallotRecord | None:
    """The vote counted once more from the tallies; ``None`` before the decision."""
    found = decided(desk, edition, "deliberation")
    if found is None:
        return None
    attempt, _ = found
    assert attempt.id is not None, "an attempt in force has a row"
    meeting = meeting_of(desk.session, attempt.id)
    if meeting is None:
        return None
    policy, tallies = desk.policy(edition), tallies_of(desk.session, attempt.id)
    rounds = tuple(rounds_of(policy, tallies))
    candidates = {ref: _candidate(desk, edition, ref) for ref in sorted({t.ref for t in tallies})}
    return BallotRecord(
        appointed=meeting.appointed,
        present=meeting.present,
        candidates=candidates,
        rounds=rounds,
        result=count(policy, meeting.appointed, meeting.present, candidates, rounds),
    )


def _candidate(desk: Desk, edition: int, ref: str) -> Candidate:
    row: Application | None = find_application(desk.session, edition, ref)
    assert row is not None, f"{ref} was voted on, so it applied"
    policy = desk.policy(edition)
    weights = weights_used(policy)
    parts = {stage: total for stage in weights if (total := _total(desk, edition, stage, ref))}
    share = sum((weights[stage] for stage in parts), Fraction(0))
    exact = {stage: str(weights[stage] / share) for stage in parts}
    score = weigh(parts, exact) if parts else Fraction(0)
    return Candidate(score, priority=bool(honours_of(row.form, policy)))


def _total(desk: Desk, edition: int, stage: str, ref: str) -> Fraction | None:
    attempt = attempt_in_force(desk.session, edition, stage)
    rows = results_of(desk.session, attempt.id) if attempt and attempt.id else []
    return next((Fraction(row.total) for row in rows if row.ref == ref), None)
