"""Article 17: every reviewer scores alone; totals, report and shortlist follow."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.document_review import (
    close_document_review,
    decision,
    enact_document_review,
    everything_in,
    open_document_review,
)
from tasks.forms import DocumentReviewForm


@flow(
    name="document-review", flow_run_name="第{edition}届·资料评审·{attempt}", persist_result=False
)
def document_review(edition: int, attempt: int = 1) -> None:
    run = begin("document-review", edition, attempt)
    open_document_review(run.attempt_id)
    wait(run, everything_in)
    close_document_review(run.attempt_id)
    decide(run, decision, DocumentReviewForm)
    enact_document_review(run.attempt_id)
    hand_over(run)
