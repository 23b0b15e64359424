"""The letters of an edition as a register: by person and state, a page at a time."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import and_, col, func, or_, select

from actions.errors import UnknownSubject
from models.mail_review import MailReview, ReviewState
from models.outbox import MailState, OutboxMessage
from runtime.desk import Desk


class Standing(StrEnum):
    """What became of a letter, with what a review decided."""

    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "held": "待复核",
            "queued": "待发",
            "sent": "已发",
            "failed": "失败",
            "cancelled": "已取消",
        }[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter without its text, and where it stands."""

    letter: OutboxMessage
    standing: Standing


def list_letters(
    desk: Desk, edition: int, *, words: str, state: str, skip: int, take: int
) -> tuple[list[Entry], int]:
    """The newest letters first, from ``skip`` on, and how many there are."""
    wanted: list[Any] = [OutboxMessage.edition == edition, *_of(state)]
    if words:
        columns = (OutboxMessage.to_name, OutboxMessage.to_address, OutboxMessage.subject)
        wanted.append(or_(*(col(one).like(f"%{words}%") for one in columns)))
    review = col(MailReview.id) == col(OutboxMessage.review_id)
    texts = (OutboxMessage.text, OutboxMessage.html)
    query = (
        select(OutboxMessage, MailReview.state)
        .join(MailReview, review, isouter=True)
        .where(*wanted)
        .options(*(defer(one) for one in texts))  # type: ignore[arg-type]  # they are columns
        .order_by(col(OutboxMessage.id).desc())
    )
    rows = desk.session.exec(query.offset(skip).limit(take)).all()
    count = select(func.count()).select_from(OutboxMessage).join(MailReview, review, isouter=True)
    total = desk.session.exec(count.where(*wanted)).one()
    return [
        Entry(letter, _standing(letter, ReviewState(review) if review else None))
        for letter, review in rows
    ], total


def letter_at(desk: Desk, edition: int, number: int) -> Entry:
    """A letter of the edition.

    Raises:
        UnknownSubject: there is none of that number.
    """
    letter = desk.session.get(OutboxMessage, number)
    if letter is None or letter.edition != edition:
        raise UnknownSubject("没有这封信函。")
    review = desk.session.get(MailReview, letter.review_id) if letter.review_id else None
    return Entry(letter, _standing(letter, review.state if review else None))


def letters_in(desk: Desk, review: MailReview) -> list[OutboxMessage]:
    """The letters of a batch under review."""
    query = select(OutboxMessage).where(OutboxMessage.review_id == review.id)
    return list(desk.session.exec(query.order_by(col(OutboxMessage.id))))


def _standing(letter: OutboxMessage, review: ReviewState | None) -> Standing:
    if review is ReviewState.HELD:
        return Standing.HELD
    if review is ReviewState.CANCELLED:
        return Standing.CANCELLED
    return Standing(letter.state)


def _of(state: str) -> list[Any]:
    """What the database looks for; a word that is no state lets everything pass."""
    if state in {Standing.HELD, Standing.CANCELLED}:
        return [MailReview.state == ReviewState(state)]
    if state in list(MailState):
        free = or_(col(MailReview.id).is_(None), col(MailReview.state) == ReviewState.RELEASED)
        return [and_(col(OutboxMessage.state) == MailState(state), free)]
    return []
