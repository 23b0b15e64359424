"""Every kind with a made-up context."""

from documents.papers.contexts.base import Base
from documents.papers.examples import (
    of_after,
    of_analysis,
    of_award,
    of_base,
    of_entry,
    of_meeting,
    of_plan,
    of_report,
    of_review,
    of_vote,
)

EXAMPLES: dict[str, Base] = {
    **of_base.EXAMPLES,
    **of_plan.EXAMPLES,
    **of_entry.EXAMPLES,
    **of_review.EXAMPLES,
    **of_analysis.EXAMPLES,
    **of_meeting.EXAMPLES,
    **of_vote.EXAMPLES,
    **of_award.EXAMPLES,
    **of_report.EXAMPLES,
    **of_after.EXAMPLES,
}
