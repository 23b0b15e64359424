"""反馈报告: what an applicant learns from its review, and never from whom (art. 17, 18, 30)."""

from collections.abc import Sequence

from actions.papers import filing
from actions.review import review
from actions.review.document_report import comments, organisation
from actions.review.review import Reviewed
from actions.review.review_tables import total_text
from actions.review.score_charts import Field
from documents.papers.contexts.analysis import CategoryFeedback, Feedback
from models.edition import StageAttempt
from notifications.outbox import Attachment
from rules.criteria import Category
from rules.policy.citing import Topic
from rules.ranking import display
from runtime.desk import Desk

SOMEBODY = "评审员"


def file_feedback(desk: Desk, attempt: StageAttempt, one: Reviewed, field: Field) -> Attachment:
    """The report to one scored applicant; nothing in it names a reviewer or another applicant."""
    strengths, improvements = (
        _anonymous(one, comments(one, name)) for name in ("strengths", "improvements")
    )
    context = Feedback(
        **filing.base(desk, attempt, Topic(attempt.stage)),
        applicant=organisation(one),
        criteria=desk.criteria(attempt.edition).title,
        stage=review.TITLES[attempt.stage],
        total=total_text(one),
        radar=field.radar(one.ref),
        categories=tuple(
            _category(category, field, one.ref, strengths, improvements)
            for category in field.criteria.categories
        ),
    )
    return filing.file_paper(desk, attempt, "feedback", context, subject=one.ref)


def _category(
    category: Category,
    field: Field,
    ref: str,
    strengths: Sequence[str],
    improvements: Sequence[str],
) -> CategoryFeedback:
    head = f"{category.number}."
    return CategoryFeedback(
        number=category.number,
        name=category.name,
        percent=display(field.percents[ref][category.number], 1),
        median=display(field.medians[category.number], 1),
        strengths=tuple(line for line in strengths if line.startswith(head)),
        improvements=tuple(line for line in improvements if line.startswith(head)),
    )


def _anonymous(one: Reviewed, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the name, number or employer of anybody on the panel."""
    told = [
        text
        for member in one.group.members
        for text in (member.name, member.employer, member.id)
        if text
    ]
    for text in sorted(told, key=len, reverse=True):
        lines = [line.replace(text, SOMEBODY) for line in lines]
    return tuple(lines)
