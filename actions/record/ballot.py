"""The committee's vote of an edition as its record tells it (art. 19).

Totals, never a ballot; where the policy has the members vote by name, also who voted how.
"""

from actions.record.parts import decided
from actions.vote.ballot_count import candidates_of, round_numbers, rounds_of
from actions.vote.open_votes import is_open, votes_of_round
from models.application import applications_of
from models.deliberation import meeting_of, tallies_of
from models.types import id_of
from rules.ballot import count
from rules.record import BallotRecord
from runtime.desk import Desk


def ballot_record(desk: Desk, edition: int) -> BallotRecord | None:
    """The vote counted once more from the tallies; ``None`` before the decision."""
    found = decided(desk, edition, "deliberation")
    if found is None:
        return None
    attempt, _ = found
    meeting = meeting_of(desk.session, id_of(attempt))
    if meeting is None:
        return None
    policy, tallies = desk.policy(edition), tallies_of(desk.session, id_of(attempt))
    voted = {tally.ref for tally in tallies}
    rows = [row for row in applications_of(desk.session, edition) if row.ref in voted]
    candidates = candidates_of(desk, edition, rows)
    rounds = tuple(rounds_of(policy, tallies))
    numbers = [number for _, _, number in round_numbers(policy, tallies)]
    named = [tuple(votes_of_round(desk, attempt, number)) for number in numbers]
    return BallotRecord(
        appointed=meeting.appointed,
        present=meeting.present,
        candidates=candidates,
        rounds=rounds,
        result=count(policy, meeting.appointed, meeting.present, candidates, rounds),
        votes=tuple(named) if is_open(desk, edition) else (),
    )
