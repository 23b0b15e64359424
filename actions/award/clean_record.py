"""Condition 13(6) and the bars, looked at again on the day of the request (art. 13, 16, 25)."""

from actions.entry.eligibility_facts import assess_one, bars, ground_of
from models.application import Application
from models.edition import StageAttempt, attempt_in_force
from rules.eligibility import recheck
from rules.findings import Finding, Outcome
from runtime.desk import Desk

_SETTLED_EARLIER = {"awaited", "silent"}  # asked and settled by name in the qualification review


def doubts(desk: Desk, attempt: StageAttempt, application: Application) -> tuple[Finding, ...]:
    """What speaks against a name on the day the attempt began, where the policy looks again.

    The day is the attempt's, so that looking again does not change the findings.
    """
    review = attempt_in_force(desk.session, application.edition, "eligibility")
    wanted = attempt.stage in desk.policy(attempt.edition).hard.recheck_before.value
    if review is None or not wanted:
        return ()
    bans = bars(desk)
    ground = ground_of(desk, review)
    known = assess_one(desk, ground, application, accepted={}, history=(), bans=bans)
    found = recheck(
        known.facts,
        policy=desk.policy(attempt.edition),
        reference_date=known.reference_date,
        on=attempt.started_at.date(),
        bans=bans,
        replies=known.replies,
    )
    return tuple(
        one for one in found if one.outcome is not Outcome.PASS and one.code not in _SETTLED_EARLIER
    )
