"""Letters of the office: the letterhead of an edition, and one letter to one person.

Every key begins with the attempt it belongs to, so a step that runs twice writes nobody twice.
"""

from collections.abc import Sequence
from typing import Any

from actions.said_before import said_before
from documents.papers.wording import date_text, edition_text
from models.people import ContactKind, contacts_of
from notifications.catalogue import MESSAGES, Letterhead
from notifications.outbox import Attachment, Recipient, queue
from rules.policy.citing import Topic, articles
from runtime.desk import Desk


def letterhead(desk: Desk, edition: int) -> Letterhead:
    """Who writes, about what; names and numbers from the policy and the office's own contact."""
    policy = desk.policy(edition)
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    return Letterhead(
        award=f"{edition_text(edition)}{policy.meta.award_name.value}",
        regulation=f"《{policy.meta.title.value}》",
        office=policy.bodies.office.value,
        phone=offices[0].phone if offices else "",
        mailbox=offices[0].email if offices else desk.settings.mail_from,
        dated=date_text(desk.at.date()),
    )


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
    **own: Any,
) -> bool:
    """Queue one letter; ``own`` are the message's own fields. ``False``: it was queued before.

    A stage that runs again repeats no letter that says what the person was told the last time.
    """
    if isinstance(basis, Topic):
        basis = articles(desk.policy(edition), basis)
    context = MESSAGES[message].context(
        letterhead=letterhead(desk, edition), addressee=addressee or to.name, basis=basis, **own
    )
    if said_before(desk, edition, message, key=key, to=to, context=context):
        return False
    return queue(
        desk.session,
        key=key,
        message=message,
        to=to,
        context=context,
        edition=edition,
        at=desk.at,
        attachments=attachments,
    )
