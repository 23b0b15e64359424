"""Articles 4 and 19: the committee votes in secret; tellers hand in totals, never ballots."""

from actions.vote.deliberation import DELIBERATION
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("deliberation", "第{edition}届·审议投票·{attempt}")
def deliberation(edition: int, attempt: int = 1) -> Ending:
    """审议投票：无记名表决，决定候选名单；由系统启动，不必手工运行。"""
    run = begin(DELIBERATION, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
