"""Articles 13, 16 and 25: eight conditions, departments and experts asked, silence shown."""

from prefect import flow

from actions.entry.eligibility import ELIGIBILITY
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import EligibilityForm


@flow(name="eligibility", flow_run_name="第{edition}届·资格审查·{attempt}", persist_result=False)
def eligibility(edition: int, attempt: int = 1) -> None:
    run = begin(ELIGIBILITY, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, EligibilityForm)
    enact(run)
    hand_over(run)
