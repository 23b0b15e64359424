"""Article 20: the list is public for its period; objections run their whole course."""

from actions.publicity.publicity import PUBLICITY
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("publicity", "第{edition}届·公示·{attempt}")
def publicity(edition: int, attempt: int = 1) -> Ending:
    """公示：公布名单、处理异议，决定结果；由系统启动，不必手工运行。"""
    run = begin(PUBLICITY, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
