"""Article 17: every reviewer scores alone; totals, report and shortlist follow."""

from actions.review.document_review import DOCUMENT_REVIEW
from flows.ending import Ending, waiting_flow
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait


@waiting_flow("document-review", "第{edition}届·资料评审·{attempt}")
def document_review(edition: int, attempt: int = 1) -> Ending:
    """资料评审：独立评分、合议，决定入围名单；由系统启动，不必手工运行。"""
    run = begin(DOCUMENT_REVIEW, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run)
    enact(run)
    return hand_over(run)
