"""Article 20: the list is public for its period; objections run their whole course."""

from prefect import flow

from actions.publicity.publicity import PUBLICITY
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import PublicityForm


@flow(name="publicity", flow_run_name="第{edition}届·公示·{attempt}", persist_result=False)
def publicity(edition: int, attempt: int = 1) -> None:
    run = begin(PUBLICITY, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, PublicityForm)
    enact(run)
    hand_over(run)
