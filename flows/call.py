"""Articles 5, 14 and 24: the office drafts the call, its head has it published."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.call import close_call, decision, enact_call, open_call
from tasks.forms import GateForm
from tasks.waiting import at_once


@flow(name="call", flow_run_name="第{edition}届·申报通知·{attempt}", persist_result=False)
def call(edition: int, attempt: int = 1) -> None:
    run = begin("call", edition, attempt)
    open_call(run.attempt_id)
    wait(run, at_once)
    close_call(run.attempt_id)
    decide(run, decision, GateForm)
    enact_call(run.attempt_id)
    hand_over(run)
