"""Tasks of the stage site-review (现场评审): its verbs, what it waits for, what is decided."""

from actions.review import site_review
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening
from tasks.waiting import all_in

open_site_review = opening(site_review.open_site_review)
close_site_review = closing(site_review.close_site_review)
enact_site_review = enacting(site_review.enact_site_review)
decision = Judgement(site_review.evidence_of_site_review, site_review.ruling_in_site_review)
everything_in = all_in(site_review.owed_in_site_review)
