"""Articles 14, 15 and 24: packages come in until the deadline, which nothing brings forward."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.forms import GateForm
from tasks.intake import close_intake, decision, enact_intake, open_intake
from tasks.waiting import window


@flow(name="intake", flow_run_name="第{edition}届·申报受理·{attempt}", persist_result=False)
def intake(edition: int, attempt: int = 1) -> None:
    run = begin("intake", edition, attempt)
    open_intake(run.attempt_id)
    wait(run, window)
    close_intake(run.attempt_id)
    decide(run, decision, GateForm)
    enact_intake(run.attempt_id)
    hand_over(run)
