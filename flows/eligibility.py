"""Articles 13, 16 and 25: eight conditions, departments and experts asked, silence shown."""

from actions.entry.eligibility import ELIGIBILITY
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("eligibility", "第{edition}届·资格审查·{attempt}")
def eligibility(edition: int, attempt: int = 1) -> Ending:
    """资格审查：征求意见、核对条件，决定合格名单；由系统启动，不必手工运行。"""
    run = begin(ELIGIBILITY, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
