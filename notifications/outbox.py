"""Queueing: a letter is written down in the caller's transaction and leaves after its commit.

The key makes repeating a step harmless: the second letter under a key is not written. Whether a
person should be written to at all (one who withdrew should not) is the caller's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from models.outbox import MailState, OutboxMessage, find_letter
from notifications.catalogue import Notice
from notifications.render import one_line, render

_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person; the name may be anything, the address is checked when the letter is queued."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under the name the recipient sees, kept by its SHA-256."""

    name: str
    sha256: str


def queue(
    session: Session,
    *,
    key: str,
    message: str,
    to: Recipient,
    context: Notice,
    edition: int | None,
    at: datetime,
    attachments: Sequence[Attachment] = (),
) -> bool:
    """Write down one letter to one person; ``False`` when its key was queued before.

    An address that cannot be one does not stop the caller: the letter is kept as failed, with the
    reason, for the office to see.
    """
    rendered = render(message, context)
    address = to.address.strip()
    usable = is_address(address)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(OutboxMessage)
        .values(
            key=key,
            message=message,
            edition=edition,
            to_name=one_line(to.name),
            to_address=address,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            attachments=[{"name": file.name, "sha256": file.sha256} for file in attachments],
            state=MailState.QUEUED if usable else MailState.FAILED,
            queued_at=at,
            next_try_at=at,
            attempts=0,
            answer="" if usable else f"收件人没有可用的电子邮箱：“{address}”",
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(col(OutboxMessage.id))  # rowcount is -1 on PostgreSQL
    )
    return session.exec(statement).first() is not None


def queue_again(session: Session, key: str, *, at: datetime, address: str = "") -> bool:
    """Give a failed letter another chance, at a corrected address if one is given.

    ``False`` when there is no failed letter under the key, or the address still cannot be one.
    """
    letter = find_letter(session, key)
    if letter is None or letter.state is not MailState.FAILED:
        return False
    corrected = address.strip() or letter.to_address
    if not is_address(corrected):
        return False
    letter.to_address = corrected
    letter.state, letter.next_try_at, letter.attempts = MailState.QUEUED, at, 0
    session.add(letter)
    return True


def is_address(text: str) -> bool:
    """Whether the text is one plain e-mail address: ASCII, with a domain that has a dot."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
