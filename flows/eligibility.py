"""Articles 13, 16 and 25: eight conditions, departments and experts asked, silence shown."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.eligibility import (
    close_eligibility,
    decision,
    enact_eligibility,
    everything_in,
    open_eligibility,
)
from tasks.forms import EligibilityForm


@flow(name="eligibility", flow_run_name="第{edition}届·资格审查·{attempt}", persist_result=False)
def eligibility(edition: int, attempt: int = 1) -> None:
    run = begin("eligibility", edition, attempt)
    open_eligibility(run.attempt_id)
    wait(run, everything_in)
    close_eligibility(run.attempt_id)
    decide(run, decision, EligibilityForm)
    enact_eligibility(run.attempt_id)
    hand_over(run)
