"""Articles 22 and 23: decision, certificates, plaques and fund orders."""

from prefect import flow

from actions.award.conferral import CONFERRAL
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.papers import write_certificate_pdfs


@flow(name="conferral", flow_run_name="第{edition}届·授奖·{attempt}", persist_result=False)
def conferral(edition: int, attempt: int = 1) -> None:
    run = begin(CONFERRAL, edition, attempt)
    open_stage(run)
    write_certificate_pdfs(edition)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    hand_over(run)
