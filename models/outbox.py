"""The outbox: every letter as it was written, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field, Session, SQLModel, and_, col, func, or_, select

from models.types import Moment


class MailState(StrEnum):
    """What became of a letter."""

    QUEUED = "queued"  # due at next_try_at
    SENT = "sent"
    FAILED = "failed"  # for good; the answer says why


class OutboxMessage(SQLModel, table=True):
    """One letter to one person, as rendered when it was queued."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "state", "next_try_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # edition/stage/attempt/subject/step
    message: str
    edition: int | None = Field(default=None, index=True)
    to_name: str
    to_address: str
    subject: str
    text: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    attachments: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # name, sha256
    state: MailState = MailState.QUEUED
    batch: str = Field(default="", index=True)  # edition/stage/attempt/message
    review_id: int | None = Field(default=None, index=True)  # waits for, or was ended by, a review
    awaits: str = Field(default="", index=True)  # the paper to be sealed before it may leave
    note: str = Field(default="", sa_type=Text)  # the covering note of the review
    due_at: datetime | None = Field(default=None, sa_type=Moment)  # the deadline it is about
    message_id: str = ""  # as sent
    queued_at: datetime = Field(sa_type=Moment)
    next_try_at: datetime = Field(sa_type=Moment)
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    answer: str = ""  # the mail server's last answer


def letters_of(session: Session, edition: int | None = None) -> list[OutboxMessage]:
    """The letters of an edition, or all there are, in the order in which they were queued."""
    query = select(OutboxMessage).order_by(col(OutboxMessage.id))
    if edition is not None:
        query = query.where(OutboxMessage.edition == edition)
    return list(session.exec(query))


def find_letter(session: Session, key: str) -> OutboxMessage | None:
    return session.exec(select(OutboxMessage).where(OutboxMessage.key == key)).one_or_none()


def failed_letters(session: Session, edition: int) -> list[OutboxMessage]:
    """The letters of an edition that failed for good, in the order in which they were queued."""
    query = select(OutboxMessage).where(
        OutboxMessage.edition == edition, OutboxMessage.state == MailState.FAILED
    )
    return list(session.exec(query.order_by(col(OutboxMessage.id))))


def held_up_letters(
    session: Session, edition: int, since: datetime
) -> tuple[int, datetime | None, str]:
    """Letters queued before ``since`` that no server has taken: how many, the oldest, an answer."""
    query = select(
        func.count(), func.min(OutboxMessage.queued_at), func.max(OutboxMessage.answer)
    ).where(
        OutboxMessage.edition == edition,
        OutboxMessage.state == MailState.QUEUED,
        col(OutboxMessage.review_id).is_(None),
        OutboxMessage.awaits == "",
        col(OutboxMessage.queued_at) <= since,
        OutboxMessage.answer != "",
    )
    count, oldest, answer = session.exec(query).one()
    return count, oldest, answer or ""


def editions_in_trouble(session: Session) -> list[int]:
    """Editions with letters that failed or that no server has taken yet."""
    untaken = and_(col(OutboxMessage.state) == MailState.QUEUED, col(OutboxMessage.answer) != "")
    query = (
        select(OutboxMessage.edition)
        .where(or_(col(OutboxMessage.state) == MailState.FAILED, untaken))
        .distinct()
    )
    return [number for number in session.exec(query) if number is not None]


def count_letters(session: Session, edition: int | None = None) -> dict[MailState, int]:
    """How many letters are in each state, without those held back or cancelled by a review."""
    query = (
        select(OutboxMessage.state, func.count())
        .where(col(OutboxMessage.review_id).is_(None))
        .group_by(col(OutboxMessage.state))
    )
    if edition is not None:
        query = query.where(OutboxMessage.edition == edition)
    counted = dict(session.exec(query).all())
    return {state: counted.get(state, 0) for state in MailState}
