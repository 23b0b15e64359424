"""What goes to the committee's meeting (art. 9(6), 19): ballot papers, the count form, letters."""

from actions.letters.appointments import Meeting
from actions.letters.letters import write
from actions.letters.supervision import invite_supervision
from actions.papers.filing import base, file_paper
from actions.vote.ballot_count import ballot_title, on_ballot
from actions.vote.candidate_pages import file_candidate_pages
from actions.vote.meeting_papers import agenda_of, file_for_the_chair, file_notice
from actions.vote.open_votes import is_open
from actions.vote.summary_report import file_summary
from documents.forms.applicants import Applicant
from documents.forms.tally import BlankRound, blank_tally
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.vote import BallotPaper, CountSheet
from documents.papers.wording import chinese_number
from models.application import find_application
from models.edition import StageAttempt
from models.paper import papers_of
from models.people import ContactKind, committee_of, contacts_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import days_left_text, deadline_text
from rules.ballot import BallotResult
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.ranking import DOCUMENT, SITE
from runtime.desk import Desk

ARTICLE = Topic.DELIBERATION
_OPEN = "应当回避的候选单位留空。"
_STRUCK = (
    "有委员回避的候选单位，由承办机构在发票前把每一张选票上的该行同样划去，另发只列该单位的单列选票，"
    "回避的委员不领单列选票；两种选票的同意合计不超过{marks}个。"
)


def send_meeting_pack(desk: Desk, attempt: StageAttempt) -> None:
    """What the committee reads, to each member; ballots to print and the count form to the office.

    No member gets a ballot before the meeting, and each round has its own when its turn comes.
    """
    reports = [file_summary(desk, attempt), *_review_reports(desk, attempt.edition)]
    pages = file_candidate_pages(desk, attempt)
    reports += [pages] if pages else []
    notice = file_notice(desk, attempt)
    for member in committee_of(desk.session, attempt.edition):
        to = Recipient(member.name, member.email)
        _convene(desk, attempt, f"member-{member.id}", to, [notice, *reports])
    invite_supervision(desk, attempt, "评审委员会的审议和投票", tuple(reports))
    first = desk.policy(attempt.edition).vote.rounds.value[0]
    ballots = _round_papers(desk, attempt, first.prize, _applicants(desk, attempt))
    ballots += file_for_the_chair(desk, attempt) if ballots else []
    for office in contacts_of(desk.session, ContactKind.OFFICE) if ballots else ():
        to = Recipient(office.person or office.name, office.email)
        _convene(desk, attempt, f"office-{office.id}", to, [*reports, *ballots])


def ask_for_next_round(desk: Desk, attempt: StageAttempt, result: BallotResult) -> None:
    """Ballots and a count form of those not listed yet, to the office; safe to repeat."""
    listed = {ref for refs in result.proposed.values() for ref in refs}
    standing = [one for one in _applicants(desk, attempt) if one.ref not in listed]
    papers = _round_papers(desk, attempt, result.next_prize, standing)
    title = ballot_title(desk.policy(attempt.edition), result.next_prize)
    request = f"请按所附投票单印制选票，组织{title}并报送计票单；已列入前面名单的不再列入选票。"
    subject = f"next-{result.next_prize}"
    _tell_office(desk, attempt, subject, title=title, request=request, papers=papers)


def ask_for_run_off(desk: Desk, attempt: StageAttempt, result: BallotResult) -> None:
    """A ballot paper and a count form of the tied, to the office; safe to repeat."""
    policy = desk.policy(attempt.edition)
    name = policy.prize(result.run_off_prize).name.value
    title = f"{name}再次投票"
    applicants = [_applicant(desk, attempt, ref) for ref in result.run_off]
    ballot = _ballot(desk, attempt, title, name, applicants, marks=result.run_off_seats)
    blank = BlankRound(
        title=title, prize=result.run_off_prize, is_run_off=True, candidates=tuple(applicants)
    )
    form = _keep_form(desk, attempt, f"计票单-{title}.xlsx", [blank])
    tied = "、".join(one.name for one in applicants)
    request = f"{tied}同票，请组织再次投票并报送计票单。"
    subject = f"run-off-{'-'.join(result.run_off)}"
    _tell_office(desk, attempt, subject, title=title, request=request, papers=[ballot, form])


def _tell_office(
    desk: Desk,
    attempt: StageAttempt,
    subject: str,
    *,
    title: str,
    request: str,
    papers: list[Attachment],
) -> None:
    due = attempt.due_at or desk.at
    for office in contacts_of(desk.session, ContactKind.OFFICE):
        write(
            desk, attempt.edition, "reminder", key=f"{attempt.key}/office-{office.id}/{subject}",
            to=Recipient(office.person or office.name, office.email), basis=ARTICLE,
            attachments=papers, matter=f"计票单（{title}）", deadline=due,
            days_left=days_left_text(desk.at.date(), due.date()), request=request,
        )  # fmt: skip


def _convene(
    desk: Desk, attempt: StageAttempt, who: str, to: Recipient, papers: list[Attachment]
) -> None:
    until = f"{deadline_text(attempt.due_at)}前，" if attempt.due_at else ""
    write(
        desk, attempt.edition, "meeting-pack", key=f"{attempt.key}/{who}/meeting-pack",
        to=to, basis=ARTICLE, attachments=papers,
        when=f"{until}具体时间以承办机构通知为准", where="以承办机构通知为准",
        meetings=[Meeting("meeting", attempt.due_at, "评审委员会会议（最迟时间）")]
        if attempt.due_at else [],
        agenda=agenda_of(desk, attempt.edition),
    )  # fmt: skip


def _review_reports(desk: Desk, edition: int) -> list[Attachment]:
    """The newest report of each review, if there is one."""
    newest: dict[str, Attachment] = {}
    for paper in papers_of(desk.session, edition):
        if (paper.stage, paper.kind) in {(DOCUMENT, "document-report"), (SITE, "site-report")}:
            newest[paper.kind] = Attachment(paper.file_name, paper.sha256)
    return [newest[kind] for kind in sorted(newest)]


def _round_papers(
    desk: Desk, attempt: StageAttempt, prize: str, applicants: list[Applicant]
) -> list[Attachment]:
    """The ballot of one round and its count form; [] when nobody is left to be voted on."""
    if not applicants:
        return []
    policy = desk.policy(attempt.edition)
    number = 1 + [one.prize for one in policy.vote.rounds.value].index(prize)
    name = ballot_title(policy, prize).removesuffix("投票")
    title = f"第{chinese_number(number)}轮"
    ballot = _ballot(desk, attempt, title, name, applicants, marks=cap_of(policy, prize))
    blank = BlankRound(title=f"第{number}轮 {name}", prize=prize, candidates=tuple(applicants))
    form = f"计票单-{title}.xlsx" if number > 1 else "计票单.xlsx"
    return [ballot, _keep_form(desk, attempt, form, [blank], first=number)]


def cap_of(policy: Policy, prize: str) -> int:
    """How many candidates one ballot for a prize may mark."""
    rounds = policy.vote.rounds.value
    return next(one.max_marks for one in rounds if one.prize == prize)


def _ballot(
    desk: Desk,
    attempt: StageAttempt,
    title: str,
    prize: str,
    applicants: list[Applicant],
    *,
    marks: int,
) -> Attachment:
    context = BallotPaper(
        **base(desk, attempt, ARTICLE),
        round_title=title,
        prize=prize,
        max_marks=marks,
        signing="本票记名，请在下方签名。"
        if is_open(desk, attempt.edition)
        else "本票无记名，不得书写姓名或作其他标记。",
        candidates=tuple(Organisation(ref=one.ref, name=one.name) for one in applicants),
        order="受理编号顺序",
        struck=_OPEN if is_open(desk, attempt.edition) else _STRUCK.format(marks=marks),
    )
    _count_sheet(desk, attempt, context)
    return file_paper(desk, attempt, "ballot-paper", context, subject=title)


def _count_sheet(desk: Desk, attempt: StageAttempt, ballot: BallotPaper) -> None:
    """The sheet that tellers and observer sign for the round of this ballot."""
    context = CountSheet(
        **base(desk, attempt, ARTICLE),
        round_title=ballot.round_title,
        prize=ballot.prize,
        max_marks=ballot.max_marks,
        appointed=len(committee_of(desk.session, attempt.edition)),
        candidates=ballot.candidates,
    )
    file_paper(desk, attempt, "count-sheet", context, subject=ballot.round_title)


def _keep_form(
    desk: Desk, attempt: StageAttempt, name: str, rounds: list[BlankRound], *, first: int = 1
) -> Attachment:
    members = committee_of(desk.session, attempt.edition)
    voters = [member.name for member in members] if is_open(desk, attempt.edition) else []
    data = blank_tally(
        edition=attempt.edition, appointed=len(members), rounds=rounds, voters=voters, first=first
    )
    full = f"{attempt.edition:02d}-{name}"
    sha256 = desk.keep(data, full, kind="form", edition=attempt.edition, subject=attempt.key)
    return Attachment(full, sha256)


def _applicants(desk: Desk, attempt: StageAttempt) -> list[Applicant]:
    return [
        Applicant(ref=one.ref, name=one.application.name)
        for one in on_ballot(desk, attempt.edition)
    ]


def _applicant(desk: Desk, attempt: StageAttempt, ref: str) -> Applicant:
    row = find_application(desk.session, attempt.edition, ref)
    assert row is not None, "who was voted on applied"
    return Applicant(ref=ref, name=row.name)
