"""Mass mail that the office may look at before it leaves."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Exists, Text
from sqlmodel import Field, Session, SQLModel, col, select

from models.outbox import OutboxMessage
from models.types import Moment


class ReviewState(StrEnum):
    """What became of a batch."""

    HELD = "held"
    RELEASED = "released"
    CANCELLED = "cancelled"


class MailReview(SQLModel, table=True):
    """One batch of letters of one kind; at `until` it is released by itself."""

    __tablename__ = "mail_review"

    id: int | None = Field(default=None, primary_key=True)
    batch: str = Field(unique=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    message: str
    state: ReviewState = Field(default=ReviewState.HELD, index=True)
    held_at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)
    note: str = Field(default="", sa_type=Text)
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Moment)


def held_reviews(session: Session, edition: int | None = None) -> list[MailReview]:
    query = select(MailReview).where(MailReview.state == ReviewState.HELD)
    if edition is not None:
        query = query.where(MailReview.edition == edition)
    return list(session.exec(query.order_by(col(MailReview.id))))


def review_of(session: Session, batch: str) -> MailReview | None:
    return session.exec(select(MailReview).where(MailReview.batch == batch)).one_or_none()


def was_cancelled() -> Exists:
    """For a query over letters: a review, or a reopening, has kept the letter from leaving."""
    return (
        select(MailReview.id)
        .where(
            MailReview.id == col(OutboxMessage.review_id),
            MailReview.state == ReviewState.CANCELLED,
        )
        .exists()
    )
