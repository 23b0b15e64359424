"""Articles 14, 15 and 24: packages come in until the deadline, which nothing brings forward."""

from actions.entry.intake import INTAKE
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("intake", "第{edition}届·申报受理·{attempt}")
def intake(edition: int, attempt: int = 1) -> Ending:
    """申报受理：收取材料，决定受理名单；由系统启动，不必手工运行。"""
    run = begin(INTAKE, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
