"""Article 18: the shortlisted are visited; what changes from the documents carries its reason."""

from actions.review.site_review import SITE_REVIEW
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("site-review", "第{edition}届·现场评审·{attempt}")
def site_review(edition: int, attempt: int = 1) -> Ending:
    """现场评审：查访、评分、合议，决定结果；由系统启动，不必手工运行。"""
    run = begin(SITE_REVIEW, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
