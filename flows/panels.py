"""Articles 9(2), 10, 11 and 30: pool frozen, panels drawn by lot, interests declared."""

from actions.panels.panels import PANELS
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("panels", "第{edition}届·组建评审组·{attempt}")
def panels(edition: int, attempt: int = 1) -> Ending:
    """组建评审组：抽签、声明回避，决定评审组；由系统启动，不必手工运行。"""
    run = begin(PANELS, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
