"""The committee of an edition by post (art. 7, 8): the list put before the chair, and its gaps."""

from collections.abc import Iterator

from actions.papers import filing
from documents.papers.contexts.plan import CommitteeList, MemberLine
from models.edition import StageAttempt
from models.people import CHAIR, DEPUTY, committee_of, officers_of
from rules.policy.citing import Topic
from runtime.desk import Desk


def committee_gaps(desk: Desk, edition: int) -> Iterator[str]:
    """What the list lacks of what the policy says of posts and proposals."""
    policy, officers = desk.policy(edition).committee, officers_of(desk.session, edition)
    for role, posts in ((CHAIR, (policy.chair.value,)), (DEPUTY, policy.deputies.value)):
        named = sum(one.role == role for one in officers)
        if named != len(posts):
            yield f"{role}应为{len(posts)}名（{'、'.join(posts)}），名单为{named}名，请核对。"
    others = [m for m in committee_of(desk.session, edition) if m not in officers]
    if missing := [m.name for m in others if not m.proposed_by]:
        yield (
            f"{'、'.join(missing)}没有写明提出单位；其他委员由{policy.others_approved_by.value}审定，"
            "请在委员名单中补填。"
        )


def file_committee_list(desk: Desk, attempt: StageAttempt) -> None:
    """评审委员会组成名单, as the chair confirmed it when the edition was opened."""
    policy = desk.policy(attempt.edition)
    context = CommitteeList(
        **filing.base(desk, attempt, Topic.COMMITTEE),
        lead_group=policy.bodies.lead_group.value,
        committee=policy.bodies.committee.value,
        chair=policy.committee.chair.value,
        deputies=policy.committee.deputies.value,
        approved_by=policy.committee.others_approved_by.value,
        members=tuple(
            MemberLine(m.name, m.employer, m.post, m.role, m.proposed_by or "按职务任职")
            for m in committee_of(desk.session, attempt.edition)
        ),
    )
    filing.file_paper(desk, attempt, "committee-list", context)
