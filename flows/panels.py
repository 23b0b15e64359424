"""Articles 9(2), 10, 11 and 30: pool frozen, panels drawn by lot, interests declared."""

from prefect import flow

from actions.panels.panels import PANELS
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import PanelsForm


@flow(name="panels", flow_run_name="第{edition}届·组建评审组·{attempt}", persist_result=False)
def panels(edition: int, attempt: int = 1) -> None:
    run = begin(PANELS, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, PanelsForm)
    enact(run)
    hand_over(run)
