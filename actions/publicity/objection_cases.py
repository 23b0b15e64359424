"""One objection's papers and letters (art. 20); who objected stands on none of the papers."""

from collections.abc import Sequence

from actions.errors import ActionRefused
from actions.letters.letters import write
from actions.papers.filing import base, bases, file_paper, office_contact
from actions.publicity.period import ARTICLE, opinions_due
from documents.forms.opinions import blank_opinions
from documents.papers.contexts.vote import (
    InvestigationReport,
    MemberOpinion,
    ObjectionCase,
    ObjectionReply,
    OpinionForm,
)
from documents.papers.wording import date_text
from models.application import find_application
from models.edition import StageAttempt
from models.people import CommitteeMember, ContactKind, committee_of, contacts_of
from models.publicity import Objection, ObjectionState, WrittenOpinion, opinions_of
from models.types import id_of
from notifications.outbox import Attachment, Recipient, is_address
from notifications.wording import days_left_text, deadline_text
from rules.opinions import Reply
from runtime.desk import Desk


def tell_objector(desk: Desk, attempt: StageAttempt, row: Objection) -> None:
    """Say that the objection came in, or why it goes another way; only to a usable address."""
    if row.state is ObjectionState.INADMISSIBLE:
        tell_result(desk, attempt, row, result="不按公示异议办理", reasons=[row.admissibility])
        return
    if is_address(row.contact.strip()):
        write(
            desk, attempt.edition, "objection-received",
            key=f"{attempt.key}/objection-{row.number}/received",
            to=Recipient(row.objector or "反映人", row.contact), basis=ARTICLE,
            number=row.number, subject=subject_of(desk, attempt, row),
            received_at=deadline_text(row.received_at),
            deadline="调查核实和书面征求评审委员会全体委员意见之后（办法未规定天数）",
        )  # fmt: skip


def tell_result(
    desk: Desk,
    attempt: StageAttempt,
    row: Objection,
    *,
    result: str,
    reasons: Sequence[str],
) -> None:
    """The written answer to the objector: sent to an address, else handed over by the office."""
    said = tuple(reason.rstrip("。") for reason in reasons)
    paper = file_paper(
        desk, attempt, "objection-reply",
        ObjectionReply(
            **base(desk, attempt, ARTICLE),
            addressee=row.objector or "反映人",
            objection=row.number,
            received=date_text(row.received_at.date()),
            applicant=subject_of(desk, attempt, row),
            matter=row.matter,
            result=result,
            reasons=said,
            contact=office_contact(desk),
        ),
        subject=row.number,
    )  # fmt: skip
    if is_address(row.contact.strip()):
        write(
            desk, attempt.edition, "objection-handled",
            key=f"{attempt.key}/objection-{row.number}/handled",
            to=Recipient(row.objector or "反映人", row.contact), basis=ARTICLE,
            number=row.number, subject=subject_of(desk, attempt, row), result=result,
            reasons=said, attachments=(paper,),
        )  # fmt: skip
    else:
        _hand_over(desk, attempt, row, paper)


def _hand_over(desk: Desk, attempt: StageAttempt, row: Objection, paper: Attachment) -> None:
    """Who left a telephone number or nothing is answered by the office itself."""
    due = opinions_due(desk, attempt.edition)
    way = f"按所留联系方式{row.contact.strip()}" if row.contact.strip() else "反映人来问时当面"
    for office in contacts_of(desk.session, ContactKind.OFFICE):
        write(
            desk, attempt.edition, "reminder",
            key=f"{attempt.key}/objection-{row.number}/office-{office.id}/answer",
            to=Recipient(office.person or office.name, office.email), basis=ARTICLE,
            attachments=(paper,), matter=f"异议{row.number}的答复函", deadline=due,
            days_left=days_left_text(desk.at.date(), due.date()),
            request=f"反映人没有留可用的电子邮箱，请签发所附答复函，{way}答复，并留存送达记录。",
        )  # fmt: skip


def consult_members(desk: Desk, attempt: StageAttempt, row: Objection) -> int:
    """Ask every member of the committee in writing; gives how many were asked.

    Raises:
        ActionRefused: there is no committee to ask.
    """
    report = file_report(desk, attempt, row)
    row.state = ObjectionState.CONSULTING
    desk.session.add(row)
    if desk.policy(attempt.edition).publicity.objection.opinions_of.value == "office":
        return 0
    members = committee_of(desk.session, attempt.edition)
    if not members:
        raise ActionRefused("评审委员会名册是空的，无法书面征求全体委员意见，请先导入名册。")
    due = opinions_due(desk, attempt.edition)
    for member in members:
        desk.session.add(
            WrittenOpinion(
                objection_id=id_of(row),
                member=member.name,
                email=member.email,
                asked_at=desk.at,
                due_at=due,
            )
        )
    desk.session.flush()
    for member in members:
        _ask(desk, attempt, row, member, report)
    desk.record(
        "objection.consulting", f"{attempt.key}/{row.number}", edition=attempt.edition,
        members=[member.name for member in members], due_at=due.isoformat(),
    )  # fmt: skip
    return len(members)


def file_report(
    desk: Desk, attempt: StageAttempt, row: Objection, handling: str | None = None
) -> Attachment:
    """调查核实情况报告 of one objection; with ``handling`` the opinions are attached."""
    policy = desk.policy(attempt.edition)
    context = InvestigationReport(
        **base(desk, attempt, ARTICLE),
        bases=bases(policy, attempt.stage),
        addressee=policy.bodies.committee.value,
        cases=(_case(desk, attempt, row),),
        opinions=() if handling is None else member_opinions(desk, row),
        handling=handling,
    )
    return file_paper(desk, attempt, "investigation-report", context, subject=row.number)


def member_opinions(desk: Desk, row: Objection) -> tuple[MemberOpinion, ...]:
    """What each member wrote; silence is 逾期未复 and never consent."""
    return tuple(
        MemberOpinion(
            member=one.member,
            opinion=one.opinion or Reply.SILENT.label,
            text=one.text,
            replied=date_text(one.replied_at.date()) if one.replied_at else "—",
        )
        for one in opinions_of(desk.session, id_of(row))
    )


def subject_of(desk: Desk, attempt: StageAttempt, row: Objection) -> str:
    """The organisation an objection is about, by name."""
    found = find_application(desk.session, attempt.edition, row.ref)
    return found.name if found else row.ref


def _case(desk: Desk, attempt: StageAttempt, row: Objection) -> ObjectionCase:
    return ObjectionCase(
        number=row.number,
        received=date_text(row.received_at.date()),
        identity="实名" if row.is_real_name else "匿名",
        applicant=subject_of(desk, attempt, row),
        matter=row.matter,
        evidence=row.evidence or "无",
        method=row.method,
        findings=row.findings,
        opinion=row.finding_opinion,
    )


def _ask(
    desk: Desk,
    attempt: StageAttempt,
    row: Objection,
    member: CommitteeMember,
    report: Attachment,
) -> None:
    policy, due = desk.policy(attempt.edition), opinions_due(desk, attempt.edition)
    sheet = OpinionForm(
        **base(desk, attempt, ARTICLE),
        bases=bases(policy, attempt.stage),
        member=member.name,
        cases=(_case(desk, attempt, row),),
        proposal=f"核实结论为反映的问题{row.finding_opinion}，拟据此提出处理意见。",
        due=deadline_text(due),
    )
    who = f"{row.number}-{member.name}"
    paper = file_paper(desk, attempt, "opinion-form", sheet, subject=who)
    name = f"{attempt.edition:02d}-委员书面意见表-{who}.xlsx"
    data = blank_opinions([row.number], [member.name])
    sha256 = desk.keep(data, name, kind="form", edition=attempt.edition, subject=row.number)
    write(
        desk, attempt.edition, "opinion-request",
        key=f"{attempt.key}/objection-{row.number}/member-{member.id}/opinion",
        to=Recipient(member.name, member.email), basis=ARTICLE, number=row.number,
        subject=subject_of(desk, attempt, row), findings=row.findings,
        deadline=due, calendar=f"{attempt.key}/opinion/{row.number}",
        attachments=(report, paper, Attachment(name, sha256)),
    )  # fmt: skip
