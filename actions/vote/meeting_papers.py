"""What the committee is called with, signs in on, and is led by (art. 8, 19)."""

from actions.papers.filing import base, file_paper, office_contact
from actions.vote.ballot_count import ballot_title, on_ballot
from actions.vote.open_votes import is_open
from documents.papers.contexts.meeting import Attendant, ChairScript, MeetingNotice, SignInSheet
from documents.papers.wording import chinese_number, date_text
from models.edition import StageAttempt
from models.people import committee_of
from notifications.outbox import Attachment
from rules.policy import Policy
from rules.policy.citing import Topic
from runtime.desk import Desk

ARTICLE = Topic.DELIBERATION


def agenda_of(desk: Desk, edition: int) -> tuple[str, ...]:
    """The meeting from the report to the count."""
    way = "记名投票" if is_open(desk, edition) else "无记名投票"
    return ("听取综合评审报告", "审议获奖建议名单", way, "宣布计票结果")


def file_notice(desk: Desk, attempt: StageAttempt) -> Attachment:
    """会议通知, to every member; the office fills in day and place."""
    context = MeetingNotice(
        **base(desk, attempt, ARTICLE),
        latest=date_text(attempt.due_at.date()) if attempt.due_at else "",
        agenda=agenda_of(desk, attempt.edition),
        quorum=_quorum(desk.policy(attempt.edition)),
        contact=office_contact(desk),
    )
    return file_paper(desk, attempt, "meeting-notice", context)


def file_for_the_chair(desk: Desk, attempt: StageAttempt) -> list[Attachment]:
    """签到表 and 主持词, for the office to print."""
    members = committee_of(desk.session, attempt.edition)
    policy, agenda = desk.policy(attempt.edition), agenda_of(desk, attempt.edition)
    start = base(desk, attempt, ARTICLE)
    sheet = SignInSheet(
        **start,
        members=tuple(Attendant(name=m.name, employer=m.employer, role=m.role) for m in members),
    )
    script = ChairScript(
        **start,
        appointed=len(members),
        quorum=_quorum(policy),
        agenda=agenda,
        candidates=len(on_ballot(desk, attempt.edition)),
        way=agenda[2],
        rounds=tuple(_rounds(policy)),
    )
    return [
        file_paper(desk, attempt, "sign-in-sheet", sheet),
        file_paper(desk, attempt, "chair-script", script),
    ]


def _quorum(policy: Policy) -> str:
    rule = policy.vote.quorum.value
    return f"全体委员{chinese_number(rule.den)}分之{chinese_number(rule.num)}以上"


def _rounds(policy: Policy) -> list[str]:
    return [
        f"第{chinese_number(number)}轮：{ballot_title(policy, one.prize).removesuffix('投票')}，"
        f"每张选票最多投{one.max_marks}个同意票。"
        for number, one in enumerate(policy.vote.rounds.value, start=1)
    ]
