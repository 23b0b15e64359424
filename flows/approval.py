"""Article 21: the city government is asked, and its reply recorded."""

from prefect import flow

from actions.award.approval import APPROVAL
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import ApprovalForm


@flow(name="approval", flow_run_name="第{edition}届·报批·{attempt}", persist_result=False)
def approval(edition: int, attempt: int = 1) -> None:
    run = begin(APPROVAL, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, ApprovalForm)
    enact(run)
    hand_over(run)
