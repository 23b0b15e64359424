"""Article 18: the shortlisted are visited; what changes from the documents carries its reason."""

from prefect import flow

from actions.review.site_review import SITE_REVIEW
from flows.stage import begin, close_stage, decide, enact, hand_over, open_stage, wait
from tasks.forms import SiteReviewForm


@flow(name="site-review", flow_run_name="第{edition}届·现场评审·{attempt}", persist_result=False)
def site_review(edition: int, attempt: int = 1) -> None:
    run = begin(SITE_REVIEW, edition, attempt)
    open_stage(run)
    wait(run)
    close_stage(run)
    decide(run, SiteReviewForm)
    enact(run)
    hand_over(run)
