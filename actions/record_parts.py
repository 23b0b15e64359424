"""What every section of a record asks first: is the stage decided, and how."""

from models.edition import Phase, StageAttempt, latest_attempt
from models.gate import Decision, decision_of
from runtime.desk import Desk


def decided(desk: Desk, edition: int, stage: str) -> tuple[StageAttempt, Decision] | None:
    """The attempt in force with its decision; ``None`` while the stage is not approved."""
    attempt = latest_attempt(desk.session, edition, stage)
    if attempt is None or attempt.phase is not Phase.APPROVED:
        return None
    decision = decision_of(desk.session, f"{attempt.key}/gate")
    return (attempt, decision) if decision else None
