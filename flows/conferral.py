"""Articles 22 and 23: decision, certificates, plaques and fund orders."""

from actions.award.conferral import CONFERRAL
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.papers import write_certificate_pdfs


@waiting_flow("conferral", "第{edition}届·授奖·{attempt}")
def conferral(edition: int, attempt: int = 1) -> Ending:
    """授奖：公布决定，制发证书、奖牌和拨付通知；由系统启动，不必手工运行。"""
    run = begin(CONFERRAL, edition, attempt)
    open_stage(run)
    write_certificate_pdfs(edition)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
