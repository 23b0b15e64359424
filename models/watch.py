"""When an edition must be looked at again: at its next moment, or when something happened in it.

So a look at thousands of editions in which nothing is due is one query.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, or_
from sqlmodel import Field, Session, SQLModel, and_, col, func, select, update

from models.audit import AuditEvent
from models.edition import Edition, EditionState
from models.types import Moment

_REPEATABLE = ("alarms", "boards", "reminders")


class Watch(SQLModel, table=True):
    """How far one kind of look ("reminders", "alarms") at one edition got."""

    edition: int = Field(primary_key=True, foreign_key="edition.number")
    purpose: str = Field(primary_key=True)
    seen: int  # the newest audit event the look knew of
    next_at: datetime | None = Field(default=None, sa_type=Moment)  # None: nothing lies ahead


def newest_event(session: Session) -> int:
    """The id of the newest audit event; read it before what the look is about."""
    return session.exec(select(func.max(AuditEvent.id))).one() or 0


def editions_to_look_at(session: Session, purpose: str, at: datetime) -> list[int]:
    """Editions under way or conferred that are new, due, or had an event since the last look.

    An event that belongs to no edition (a new register of people) is about all of them.
    """
    anywhere = (
        select(func.coalesce(func.max(AuditEvent.id), 0))
        .where(col(AuditEvent.edition).is_(None))
        .scalar_subquery()
    )
    in_it = exists().where(
        col(AuditEvent.edition) == col(Edition.number), col(AuditEvent.id) > col(Watch.seen)
    )
    watched = and_(col(Watch.edition) == col(Edition.number), col(Watch.purpose) == purpose)
    states = (EditionState.RUNNING, EditionState.CONFERRED)
    query = (
        select(Edition.number)
        .outerjoin(Watch, watched)
        .where(col(Edition.state).in_(states))
        .where(
            or_(
                col(Watch.edition).is_(None),
                col(Watch.next_at) <= at,
                anywhere > col(Watch.seen),
                in_it,
            )
        )
        .order_by(col(Edition.number))
    )
    return list(session.exec(query))


def looked(
    session: Session, edition: int, purpose: str, *, seen: int, next_at: datetime | None
) -> None:
    """Note that an edition was looked at, knowing every event up to `seen`."""
    row = session.get(Watch, (edition, purpose)) or Watch(edition=edition, purpose=purpose, seen=0)
    row.seen, row.next_at = seen, next_at
    session.add(row)


def look_again(session: Session, *, at: datetime, editions: Collection[int] | None = None) -> None:
    """Have these editions, or all, looked at anew; a digest is for its morning only."""
    again = update(Watch).where(col(Watch.purpose).in_(_REPEATABLE)).values(next_at=at)
    if editions is not None:
        again = again.where(col(Watch.edition).in_(editions))
    session.exec(again)
