"""Article 17: every reviewer scores alone; totals, report and shortlist follow."""

from prefect import flow

from actions.review.document_review import DOCUMENT_REVIEW
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import DocumentReviewForm


@flow(
    name="document-review", flow_run_name="第{edition}届·资料评审·{attempt}", persist_result=False
)
def document_review(edition: int, attempt: int = 1) -> None:
    run = begin(DOCUMENT_REVIEW, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, DocumentReviewForm)
    enact(run)
    hand_over(run)
