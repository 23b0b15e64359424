"""Article 21: the city government is asked, and its reply recorded."""

from actions.award.approval import APPROVAL
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("approval", "第{edition}届·报批·{attempt}")
def approval(edition: int, attempt: int = 1) -> Ending:
    """报批：报请批准并登记批复；由系统启动，不必手工运行。"""
    run = begin(APPROVAL, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
