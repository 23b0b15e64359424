"""Asking the departments (art. 16) and the verifiers (art. 9(5)) about the applicants."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from actions.attempts import CLOSE_OF_BUSINESS, in_force
from actions.entry.eligibility_facts import reference_date
from actions.letters import letters
from actions.papers import filing
from documents.forms.applicants import Applicant
from documents.forms.reply import blank_reply
from documents.forms.verification import blank_verification
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.entry import ConditionLine, Consultation, VerificationOrder
from documents.papers.wording import date_text
from models.application import Application
from models.edition import StageAttempt
from models.eligibility import Inquiry, InquiryKind, inquiries_of
from models.people import Contact, ContactKind, contacts_of
from models.types import id_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import deadline_text, period_text
from rules.calendar import add_days, add_years
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.policy.entry import Condition, Department
from runtime.desk import Desk

_SILENCE = "逾期未反馈的，不视为同意，将由承办机构指定人员书面认定。"
CONSULTED = Topic.CONSULTATION
VERIFIED = Topic.VERIFICATION


def consult(
    desk: Desk, attempt: StageAttempt, department: Department, applicants: Sequence[Application]
) -> None:
    """One department: the row, the letter of inquiry with its paper and the form to fill in."""
    policy, name = desk.policy(attempt.edition), department.name.value
    offices = contacts_of(desk.session, ContactKind.DEPARTMENT)
    contact = next((c for c in offices if name in c.name or c.name in name), None)
    inquiry = _ask(desk, attempt, InquiryKind.DEPARTMENT, name, contact)
    conditions = _lines(policy, department.conditions.value)
    intake = in_force(desk, attempt.edition, "intake")
    until = max(reference_date(desk, intake, one) for one in applicants)
    since = add_years(until, -policy.eligibility.clean_years.value)
    context = Consultation(
        **filing.base(desk, attempt, CONSULTED),
        bases=filing.bases(policy, "eligibility"),
        department=name,
        applicants=organisations(applicants),
        conditions=conditions,
        since=date_text(since),
        until=date_text(until),
        due=deadline_text(inquiry.due_at),
        silence=_SILENCE,
        contact=filing.office_contact(desk),
    )
    paper = filing.file_paper(desk, attempt, "consultation", context, subject=name)
    form = blank_reply(edition=attempt.edition, department=name, applicants=_given(applicants))
    if contact is None:
        return
    letters.write(
        desk, attempt.edition, "consultation",
        key=f"{attempt.key}/{name}/consultation",
        to=Recipient(contact.person, contact.email),
        addressee=name,
        basis=CONSULTED,
        attachments=(paper, _form(desk, attempt, form, f"征求意见反馈表-{name}")),
        applicants=_named(applicants),
        matters=_matters(conditions),
        period=period_text(since, until),
        deadline=inquiry.due_at,
        silence=_SILENCE,
    )  # fmt: skip


def order_verification(
    desk: Desk, attempt: StageAttempt, contact: Contact, applicants: Sequence[Application]
) -> None:
    """One verifier: the row, the order with its paper and the form to fill in."""
    policy = desk.policy(attempt.edition)
    inquiry = _ask(desk, attempt, InquiryKind.VERIFICATION, contact.name, contact)
    ids = policy.verification.conditions.value
    conditions = _lines(policy, ids)
    context = VerificationOrder(
        **filing.base(desk, attempt, VERIFIED),
        bases=filing.bases(policy, "eligibility"),
        verifier=contact.name,
        applicants=organisations(applicants),
        conditions=conditions,
        due=deadline_text(inquiry.due_at),
        contact=filing.office_contact(desk),
    )
    paper = filing.file_paper(desk, attempt, "verification", context, subject=contact.name)
    form = blank_verification(
        edition=attempt.edition,
        verifier=contact.name,
        applicants=_given(applicants),
        conditions=ids,
    )
    letters.write(
        desk, attempt.edition, "verification-request",
        key=f"{attempt.key}/{contact.name}/verification-request",
        to=Recipient(contact.person, contact.email),
        addressee=contact.name,
        basis=VERIFIED,
        attachments=(paper, _form(desk, attempt, form, f"核实情况表-{contact.name}")),
        applicants=_named(applicants),
        matters=_matters(conditions),
        deadline=inquiry.due_at,
    )  # fmt: skip


def organisations(applicants: Iterable[Application]) -> tuple[Organisation, ...]:
    """Applicants as papers list them."""
    return tuple(Organisation(ref=a.ref, name=a.name, uscc=a.uscc) for a in applicants)


def _ask(
    desk: Desk, attempt: StageAttempt, kind: InquiryKind, office: str, contact: Contact | None
) -> Inquiry:
    """The row; an office nobody has a contact for stays silent, and that is written down."""
    row = Inquiry(
        attempt_id=id_of(attempt),
        kind=kind,
        office=office,
        person=contact.person if contact else "",
        email=contact.email if contact else "",
        due_at=_due(desk, attempt, kind),
    )
    desk.session.add(row)
    desk.session.flush()
    action = "inquiry.asked" if contact else "inquiry.no_contact"
    desk.record(action, office, edition=attempt.edition, kind=kind, due_at=row.due_at.isoformat())
    return row


def _due(desk: Desk, attempt: StageAttempt, kind: InquiryKind) -> datetime:
    """The term of the policy for that kind, and never after the stage has ended."""
    policy = desk.policy(attempt.edition)
    asked = kind is InquiryKind.DEPARTMENT
    term = policy.consultation if asked else policy.verification
    day = add_days(desk.calendar, desk.at.date(), term.days.value, term.unit.value)
    due = datetime.combine(day, CLOSE_OF_BUSINESS, desk.at.tzinfo)
    return min(due, attempt.due_at) if attempt.due_at else due


def moved(desk: Desk, attempt: StageAttempt) -> None:
    """Another deadline of the stage is that of everybody who has not answered."""
    assert attempt.due_at is not None, "a moved deadline is set"
    for inquiry in inquiries_of(desk.session, id_of(attempt)):
        if inquiry.replied_at is None:
            inquiry.due_at = attempt.due_at
            desk.session.add(inquiry)
    desk.session.flush()


def _form(desk: Desk, attempt: StageAttempt, data: bytes, name: str) -> Attachment:
    file = f"{attempt.edition:02d}-{name}.xlsx"
    sha256 = desk.keep(data, file, kind="form", edition=attempt.edition, subject=attempt.key)
    return Attachment(file, sha256)


def _given(applicants: Iterable[Application]) -> list[Applicant]:
    return [Applicant(ref=a.ref, name=a.name, uscc=a.uscc) for a in applicants]


def _named(applicants: Iterable[Application]) -> tuple[str, ...]:
    return tuple(f"{a.ref} {a.name}" for a in applicants)


def _lines(policy: Policy, ids: Sequence[str]) -> tuple[ConditionLine, ...]:
    conditions: tuple[Condition, ...] = policy.eligibility.conditions
    return tuple(
        ConditionLine(id=c.id, article=c.article, text=c.text.value)
        for c in conditions
        if c.id in ids
    )


def _matters(conditions: Iterable[ConditionLine]) -> tuple[str, ...]:
    return tuple(f"{c.text}（{c.article}）" for c in conditions)
