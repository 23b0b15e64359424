"""Letters of the office: the letterhead of an edition, and one letter to one person.

Every key begins with the attempt it belongs to, so a step that runs twice writes nobody twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from actions.letters.appointments import Meeting, appointments, when_text
from actions.letters.said_before import said_before
from actions.sealed import as_issued
from documents.papers.wording import date_text, edition_text
from models.people import Contact, ContactKind, Reviewer
from notifications.calendar_entry import TITLES
from notifications.catalogue import MESSAGES, Letterhead
from notifications.outbox import Attachment, Recipient, queue
from rules.policy.citing import Topic, articles
from runtime.desk import Desk

ROLES = {
    "county offices": "county",
    "applicant": "applicant",
    "department": "department",
    "third party": "verifier",
    "reviewer": "reviewer",
    "committee member": "member",
    "applicant on the list": "applicant",
    "applicant taken off the list": "applicant",
    "winner": "applicant",
    "finalist": "applicant",
    "award holder": "applicant",
    "office": "office",
    "approver": "office",
    "discipline organ": "government",
    "finance": "finance",
    "city government": "government",
    "objector": "objector",
}
"""The recipient of a message → the role by which the policy chooses other channels."""
_MOMENTS = {"deadline", "when"}
_ATTEMPT = 3  # parts of a key that name the attempt: edition/stage/attempt


def letterhead(desk: Desk, edition: int) -> Letterhead:
    """Who writes, about what; names and numbers from the policy and the office's own contact."""
    policy = desk.policy(edition)
    phone, mailbox = office_contact(desk)
    return Letterhead(
        award=f"{edition_text(edition)}{policy.meta.award_name.value}",
        regulation=f"《{policy.meta.title.value}》",
        office=policy.bodies.office.value,
        phone=phone,
        mailbox=mailbox,
        dated=date_text(desk.at.date()),
    )


def office_contact(desk: Desk) -> tuple[str, str]:
    """The office's telephone number and address; what the settings say where no register does."""
    first = select(Contact.phone, Contact.email).where(Contact.kind == ContactKind.OFFICE)
    office = desk.session.exec(first.order_by(col(Contact.id)).limit(1)).first()
    return office or ("", desk.settings.mail_from)


def channels_of(desk: Desk, edition: int, message: str, role: str) -> tuple[str, ...]:
    """What the policy names for a role, or the message's recipient, beside the letter itself."""
    role = role or ROLES.get(MESSAGES[message].recipient, "")
    reminding = desk.policy(edition).reminding
    return reminding.channels.value.get(role, ()) if reminding else ()


def with_phone(desk: Desk, to: Recipient) -> Recipient:
    """The recipient with the number the registers have for the address, for SMS."""
    for table in (Contact, Reviewer):
        phone = desk.session.exec(select(table.phone).where(table.email == to.address)).first()
        if phone:
            return replace(to, phone=phone)
    return to


def _note(head: Letterhead, basis: str) -> str:
    return f"依据{head.regulation}{basis}。咨询电话：{head.phone}，电子邮箱：{head.mailbox}。"


def write(
    desk: Desk,
    edition: int,
    message: str,
    *,
    key: str,
    to: Recipient,
    basis: Topic | str,
    addressee: str = "",
    attachments: Sequence[Attachment] = (),
    meetings: Sequence[Meeting] = (),
    calendar: str = "",
    role: str = "",
    **own: Any,
) -> bool:
    """Queue one letter; ``own`` are the message's own fields. ``False``: it was queued before.

    A stage that runs again repeats no letter that says what the person was told the last time.
    A deadline or ``when`` given as a moment or day gets its working days left and a calendar entry,
    known by ``calendar`` (the attempt of the key if empty) and the address. A paper that must have
    number and seal is waited for. ``role`` chooses the policy's other channels, if not the message.
    """
    basis = articles(desk.policy(edition), basis) if isinstance(basis, Topic) else basis
    due, head = own.get("deadline"), letterhead(desk, edition)
    dated = {name: own[name] for name in _MOMENTS & own.keys() if isinstance(own[name], date)}
    own |= {name: when_text(desk, when) for name, when in dated.items()}
    own |= {"letterhead": head, "addressee": addressee or to.name, "basis": basis}
    context = MESSAGES[message].context(**own)
    if said_before(desk, edition, message, key=key, to=to, context=context):
        return False
    title = f"【{head.award}】{own.get('matter') or TITLES.get(message, '')}"
    moments = (*meetings, *(Meeting("", when, title) for when in dated.values()))
    place = calendar or "/".join(key.split("/")[:_ATTEMPT])
    note = _note(head, basis)
    entries = appointments(desk, edition, moments, key=place, address=to.address, note=note)
    beside = channels_of(desk, edition, message, role)
    files, awaits = as_issued(desk, attachments)
    return queue(
        desk.session,
        key=key,
        message=message,
        to=with_phone(desk, to) if beside and not to.phone else to,
        context=context,
        edition=edition,
        at=desk.at,
        attachments=(*files, *entries),
        awaits=awaits,
        due_at=due if isinstance(due, datetime) else None,
        channels=beside,
    )
