"""Articles 5, 14 and 24: the office drafts the call, its head has it published."""

from prefect import flow

from actions.entry.call import CALL
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@flow(name="call", flow_run_name="第{edition}届·申报通知·{attempt}", persist_result=False)
def call(edition: int, attempt: int = 1) -> None:
    run = begin(CALL, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    hand_over(run)
