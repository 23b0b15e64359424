"""Article 20: the list is public for its period; objections run their whole course."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.forms import PublicityForm
from tasks.publicity import close_publicity, decision, enact_publicity, open_publicity, period_over


@flow(name="publicity", flow_run_name="第{edition}届·公示·{attempt}", persist_result=False)
def publicity(edition: int, attempt: int = 1) -> None:
    run = begin("publicity", edition, attempt)
    open_publicity(run.attempt_id)
    wait(run, period_over)
    close_publicity(run.attempt_id)
    decide(run, decision, PublicityForm)
    enact_publicity(run.attempt_id)
    hand_over(run)
