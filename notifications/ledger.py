"""The outbox as delivery keeps it: letters are claimed by the batch, each one's fate is written.

A claim is a postponement: the letters of a batch are made due again only after the lease, so two
deliverers never hold the same one, and after a crash what was not recorded is due again by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select
from sqlmodel import Session, col, update

from models.outbox import MailState, OutboxMessage
from notifications.mail import Mail

Transaction = Callable[[], AbstractContextManager[Session]]

_READ = [
    getattr(OutboxMessage, name)
    for name in (
        "id", "key", "to_name", "to_address", "subject", "text", "html", "queued_at",
        "attachments", "note", "attempts",
    )
]  # fmt: skip
_HASTE = {
    "sqlite": "PRAGMA synchronous=NORMAL",
    "postgresql": "SET synchronous_commit TO off",
}
_IS = col(OutboxMessage.id) == bindparam("letter")
_WRITTEN = update(OutboxMessage).where(_IS)
_WRITTEN_IF_HELD = _WRITTEN.where(col(OutboxMessage.next_try_at) == bindparam("held_until"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that nobody else will send before ``held_until``."""

    id: int
    mail: Mail
    files: tuple[tuple[str, str], ...]  # name, SHA-256
    note: str
    attempts: int  # so far
    held_until: datetime


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a letter: the values its row gets."""

    state: MailState
    attempts: int
    answer: str
    next_try_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""


def count_due(session: Session, *, at: datetime, most: int) -> int:
    """How many letters are due at ``at``, counted up to ``most``."""
    due = select(col(OutboxMessage.id)).where(*_due(at)).limit(most).subquery()
    count: int = session.execute(select(func.count()).select_from(due)).scalar_one()
    return count


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(OutboxMessage.state) == MailState.QUEUED,
        col(OutboxMessage.next_try_at) <= at,
        col(OutboxMessage.review_id).is_(None),
        col(OutboxMessage.awaits) == "",
    )


def claim(transaction: Transaction, *, at: datetime, size: int, until: datetime) -> list[Claimed]:
    """Up to ``size`` letters due at ``at``, those waiting longest first."""
    due = (
        select(*_READ)
        .where(*_due(at))
        .order_by(col(OutboxMessage.next_try_at), col(OutboxMessage.id))
        .limit(size)
        .with_for_update(skip_locked=True)
    )
    with transaction() as session:
        claimed = [_claimed(letter, until) for letter in session.execute(due)]
        session.exec(
            update(OutboxMessage)
            .where(col(OutboxMessage.id).in_([one.id for one in claimed]))
            .values(next_try_at=until)
            .execution_options(synchronize_session=False)
        )
    return claimed


def _claimed(letter: Row[Any], until: datetime) -> Claimed:
    return Claimed(
        letter.id,
        Mail(
            key=letter.key,
            to_name=letter.to_name,
            to_address=letter.to_address,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            written_at=letter.queued_at,
        ),
        tuple((file["name"], file["sha256"]) for file in letter.attachments),
        letter.note,
        letter.attempts,
        until,
    )


@contextmanager
def quick_commits(transaction: Transaction) -> Iterator[Connection]:
    """A connection of its own: each statement is committed, and does not wait for the disk.

    It is in the hands of the operating system then: nothing a process of ours does or dies of can
    lose it. A power failure can lose what came after the last claim, whose commit waits for it all.
    """
    with transaction() as session:
        engine = session.connection().engine
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(_HASTE[engine.dialect.name])
        try:
            yield connection
        finally:
            connection.invalidate()  # closed: never given to somebody who counts on the disk


def record(connection: Connection, claimed: Claimed, fate: Fate) -> bool:
    """Write down one letter's fate at once; ``False`` when its lease ran out and another has it.

    That it was sent is written even then: the other may not have got to it yet.
    """
    values = {
        "letter": claimed.id,
        "state": fate.state,
        "attempts": fate.attempts,
        "answer": fate.answer,
        "next_try_at": fate.next_try_at,
        "sent_at": fate.sent_at,
        "message_id": fate.message_id,
    }
    held = connection.execute(_WRITTEN_IF_HELD, {**values, "held_until": claimed.held_until})
    if not held.rowcount and fate.state is MailState.SENT:
        connection.execute(_WRITTEN, values)
    return bool(held.rowcount)


def release(transaction: Transaction, untried: list[Claimed], *, at: datetime, why: str) -> None:
    """Give back what was claimed and not tried; waiting for a server is not an attempt."""
    with transaction() as session:
        session.exec(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.id).in_([one.id for one in untried]),
                col(OutboxMessage.state) == MailState.QUEUED,
            )
            .values(next_try_at=at, answer=why)
        )
