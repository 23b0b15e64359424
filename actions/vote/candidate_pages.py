"""候选单位简表: one page a candidate for the committee (art. 9(6), 19)."""

from actions.papers.filing import base, file_paper
from actions.review import review
from actions.review.document_report import comments, organisation
from actions.review.review import Reviewed
from actions.review.score_charts import Field
from actions.vote.ballot_count import Standing, standings
from documents.papers.contexts.analysis import CandidatePage, CandidatePages
from models.edition import StageAttempt, latest_attempt
from notifications.outbox import Attachment
from rules.policy.citing import Topic
from rules.ranking import display, rank
from runtime.desk import Desk

_MOST, _LONGEST = 3, 60  # lines, and characters of a line, that fit on the page


def file_candidate_pages(desk: Desk, attempt: StageAttempt) -> Attachment | None:
    """The pages in the ballot's order; None when nobody stands or no panel was on site."""
    found = standings(desk, attempt.edition)
    site = latest_attempt(desk.session, attempt.edition, review.SITE)
    if not found or site is None or not latest_attempt(desk.session, attempt.edition, "panels"):
        return None
    reviews = {one.ref: one for one in review.reviewed(desk, site) if one.score}
    field = Field(desk.criteria(attempt.edition), list(reviews.values()))
    places = {place.ref: place.place for place in rank({s.ref: s.combined for s in found})}
    decimals = desk.policy(attempt.edition).scoring.decimals.value
    context = CandidatePages(
        **base(desk, attempt, Topic.DELIBERATION),
        order="受理编号顺序",
        pages=tuple(
            _page(one, reviews[one.ref], field, places[one.ref], decimals)
            for one in found
            if one.ref in reviews
        ),
    )
    return file_paper(desk, attempt, "candidate-pages", context)


def _page(one: Standing, found: Reviewed, field: Field, place: int, decimals: int) -> CandidatePage:
    return CandidatePage(
        applicant=organisation(found),
        rank=str(place),
        document="—" if one.document is None else display(one.document, decimals),
        site="—" if one.site is None else display(one.site, decimals),
        combined=display(one.combined, decimals),
        priority="、".join(one.honours),
        radar=field.radar(one.ref),
        strengths=_few(comments(found, "strengths")),
        improvements=_few(comments(found, "improvements")),
    )


def _few(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines[:_MOST]
    )
