"""Article 21: the city government is asked, and its reply recorded."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.approval import close_approval, decision, enact_approval, open_approval
from tasks.forms import ApprovalForm
from tasks.waiting import at_once


@flow(name="approval", flow_run_name="第{edition}届·报批·{attempt}", persist_result=False)
def approval(edition: int, attempt: int = 1) -> None:
    run = begin("approval", edition, attempt)
    open_approval(run.attempt_id)
    wait(run, at_once)
    close_approval(run.attempt_id)
    decide(run, decision, ApprovalForm)
    enact_approval(run.attempt_id)
    hand_over(run)
