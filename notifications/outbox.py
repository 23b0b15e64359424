"""Queueing: a letter is written down in the caller's transaction and leaves after its commit.

The key makes repeating a step harmless: the second letter under a key is not written. Whether a
person should be written to at all (one who withdrew should not) is the caller's business.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from models.outbox import MailState, OutboxMessage, find_letter
from models.side_message import SideMessage
from notifications.catalogue import Notice
from notifications.render import Rendered, one_line, render

_ATTEMPT = 3  # parts of a key that name the attempt
_UNTOUCHED: dict[str, object] = {"attempts": 0, "note": "", "message_id": ""}
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person; the name may be anything, the address is checked when the letter is queued."""

    name: str
    address: str
    phone: str = ""


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
    due_at: datetime | None = None,
    channels: Sequence[str] = (),
    awaits: str = "",
) -> bool:
    """Write down one letter to one person; ``False`` when its key was queued before.

    An address that cannot be one does not stop the caller: the letter is kept as failed, with the
    reason, for the office to see. ``channels`` carry the same text beside the letter. One that
    ``awaits`` a paper leaves once that has its number and seal.
    """
    rendered = render(message, context)
    letter = {
        "key": key,
        "message": message,
        "edition": edition,
        "batch": batch_of(key, message),
        "due_at": due_at,
        **_addressed(to),
        **asdict(rendered),
        "attachments": [{"name": file.name, "sha256": file.sha256} for file in attachments],
        "awaits": awaits,
        "queued_at": at,
        "next_try_at": at,
        **_UNTOUCHED,
    }
    session.flush()  # a table's statement does not ask for it
    if session.execute(_insertion(session.get_bind().dialect.name), letter).first() is None:
        return False
    for channel in channels:
        session.add(_beside(key, channel, to, rendered, edition=edition, at=at))
    return True


@cache
def _insertion(dialect: str) -> Any:
    """Made once: to put it together for each letter takes as long as to carry it out."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table: Table = OutboxMessage.__table__  # type: ignore[attr-defined]  # SQLModel does not tell
    statement = insert(table).on_conflict_do_nothing(index_elements=["key"])
    return statement.returning(table.c.id)  # rowcount is -1 on PostgreSQL


def _addressed(to: Recipient) -> dict[str, object]:
    address = to.address.strip()
    usable = is_address(address)
    return {
        "to_name": one_line(to.name),
        "to_address": address,
        "state": MailState.QUEUED if usable else MailState.FAILED,
        "answer": "" if usable else f"收件人没有可用的电子邮箱：“{address}”",
    }


def _beside(
    key: str, channel: str, to: Recipient, letter: Rendered, *, edition: int | None, at: datetime
) -> SideMessage:
    return SideMessage(
        key=f"{key}#{channel}", edition=edition, channel=channel, to_name=to.name,
        phone=to.phone, title=letter.subject, body=letter.text, queued_at=at, next_try_at=at,
    )  # fmt: skip


def batch_of(key: str, message: str) -> str:
    """What belongs together when mass mail is reviewed: one message of one attempt."""
    return "/".join([*key.split("/")[:_ATTEMPT], message])


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
