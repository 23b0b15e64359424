"""Articles 9(2), 10, 11 and 30: pool frozen, panels drawn by lot, interests declared."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.forms import PanelsForm
from tasks.panels import close_panels, decision, enact_panels, everything_in, open_panels


@flow(name="panels", flow_run_name="第{edition}届·组建评审组·{attempt}", persist_result=False)
def panels(edition: int, attempt: int = 1) -> None:
    run = begin("panels", edition, attempt)
    open_panels(run.attempt_id)
    wait(run, everything_in)
    close_panels(run.attempt_id)
    decide(run, decision, PanelsForm)
    enact_panels(run.attempt_id)
    hand_over(run)
