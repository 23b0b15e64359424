"""Articles 22 and 23: decision, certificates, plaques and fund orders."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.conferral import close_conferral, decision, enact_conferral, open_conferral
from tasks.forms import GateForm
from tasks.papers import write_certificate_pdfs
from tasks.waiting import at_once


@flow(name="conferral", flow_run_name="第{edition}届·授奖·{attempt}", persist_result=False)
def conferral(edition: int, attempt: int = 1) -> None:
    run = begin("conferral", edition, attempt)
    open_conferral(run.attempt_id)
    write_certificate_pdfs(edition)
    wait(run, at_once)
    close_conferral(run.attempt_id)
    decide(run, decision, GateForm)
    enact_conferral(run.attempt_id)
    hand_over(run)
