"""What every section of a record asks first: is the stage decided, and how."""

from models.edition import Phase, StageAttempt, latest_attempt, rests_on
from models.gate import Decision, decision_of, gate_at
from runtime.desk import Desk


def decided(desk: Desk, edition: int, stage: str) -> tuple[StageAttempt, Decision] | None:
    """The attempt in force with its decision; ``None`` while the stage is not approved.

    After a re-confirmation that is the earlier attempt, which holds the results.
    """
    newest = latest_attempt(desk.session, edition, stage)
    if newest is None or newest.phase is not Phase.APPROVED:
        return None
    attempt = rests_on(desk.session, newest)
    decision = decision_of(desk.session, gate_at(attempt.key))
    return (attempt, decision) if decision else None
