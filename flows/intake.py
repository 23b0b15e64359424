"""Articles 14, 15 and 24: packages come in until the deadline, which nothing brings forward."""

from prefect import flow

from actions.entry.intake import INTAKE
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@flow(name="intake", flow_run_name="第{edition}届·申报受理·{attempt}", persist_result=False)
def intake(edition: int, attempt: int = 1) -> None:
    run = begin(INTAKE, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    hand_over(run)
