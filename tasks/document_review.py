"""Tasks of the stage document-review (资料评审): its verbs, what it waits for, what is decided."""

from actions.review import document_review
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening
from tasks.waiting import all_in

open_document_review = opening(document_review.open_document_review)
close_document_review = closing(document_review.close_document_review)
enact_document_review = enacting(document_review.enact_document_review)
decision = Judgement(
    document_review.evidence_of_document_review, document_review.ruling_in_document_review
)
everything_in = all_in(document_review.owed_in_document_review)
