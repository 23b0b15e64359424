"""Article 18: the shortlisted are visited; what changes from the documents carries its reason."""

from prefect import flow

from flows.stage import begin, decide, hand_over, wait
from tasks.forms import SiteReviewForm
from tasks.site_review import (
    close_site_review,
    decision,
    enact_site_review,
    everything_in,
    open_site_review,
)


@flow(name="site-review", flow_run_name="第{edition}届·现场评审·{attempt}", persist_result=False)
def site_review(edition: int, attempt: int = 1) -> None:
    run = begin("site-review", edition, attempt)
    open_site_review(run.attempt_id)
    wait(run, everything_in)
    close_site_review(run.attempt_id)
    decide(run, decision, SiteReviewForm)
    enact_site_review(run.attempt_id)
    hand_over(run)
