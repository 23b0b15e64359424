"""Articles 5, 14 and 24: the office drafts the call, its head has it published."""

from actions.entry.call import CALL
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("call", "第{edition}届·申报通知·{attempt}")
def call(edition: int, attempt: int = 1) -> Ending:
    """申报通知：起草、签发并公布；由系统启动，不必手工运行。"""
    run = begin(CALL, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
