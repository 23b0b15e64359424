"""Articles 4 and 19: the committee votes in secret; tellers hand in totals, never ballots."""

from prefect import flow

from actions.vote.deliberation import DELIBERATION
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import DeliberationForm


@flow(name="deliberation", flow_run_name="第{edition}届·审议投票·{attempt}", persist_result=False)
def deliberation(edition: int, attempt: int = 1) -> None:
    run = begin(DELIBERATION, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, DeliberationForm)
    enact(run)
    hand_over(run)
