"""Articles 4 and 19: the committee votes in secret; tellers hand in totals, never ballots."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.deliberation import (
    close_deliberation,
    decision,
    enact_deliberation,
    everything_in,
    open_deliberation,
)
from tasks.forms import DeliberationForm


@flow(name="deliberation", flow_run_name="第{edition}届·审议投票·{attempt}", persist_result=False)
def deliberation(edition: int, attempt: int = 1) -> None:
    run = begin("deliberation", edition, attempt)
    open_deliberation(run.attempt_id)
    wait(run, everything_in)
    close_deliberation(run.attempt_id)
    decide(run, decision, DeliberationForm)
    enact_deliberation(run.attempt_id)
    hand_over(run)
