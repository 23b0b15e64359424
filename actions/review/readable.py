"""What a reviewer is given to read of the applicants of a panel (art. 30)."""

from collections.abc import Sequence

from actions.panels.certificates import closed_to
from actions.review.review import Group, Reviewed
from models.application import Application
from models.people import Reviewer
from runtime.desk import Desk


def readable(desk: Desk, group: Group, member: Reviewer) -> tuple[Application, ...]:
    """The applicants a member is to judge and has certified for; the others wait."""
    own = group.judged_by(member)
    closed = closed_to(desk, group.panel.edition, {member.id: [one.ref for one in own]})
    return tuple(one for one in own if (member.id, one.ref) not in closed)


def letter_key(
    whole: str, group: Group, member: Reviewer, applicants: Sequence[Application]
) -> str:
    """`whole` where nothing waits; a letter about some goes under a key of its own."""
    if len(applicants) == len(group.judged_by(member)):
        return whole
    return "/".join([whole, *(one.ref for one in applicants)])


def unread_text(desk: Desk, reviews: Sequence[Reviewed]) -> str:
    """Who got nothing of whom because a declaration is missing, "" where nobody did."""
    wanted: dict[str, list[str]] = {}
    for one in reviews:
        for member in one.missing:
            wanted.setdefault(member.id, []).append(one.ref)
    if not wanted:
        return ""
    closed = closed_to(desk, reviews[0].applicant.edition, wanted)
    said = [f"- {finding.sentence}" for finding in closed.values()]
    if not said:
        return ""
    head = "### 未签署声明而未发的评审材料\n\n声明收到后自动发出；截止后的，请退回补评。\n"
    return "\n".join([head, *said])
