"""Until when a package is in time (art. 15, 16): the closing, or the date of one's own 补正 letter.

There is one date for completing: the letter names it, the counter goes by it and the intake waits
for it. It is never before the closing, for until then anybody may hand in, and never less than
the days of the policy, however late the package came.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from models.application import Application, applications_of
from models.edition import StageAttempt, attempts_of
from models.outbox import OutboxMessage
from runtime.desk import Desk


def closing_moment(desk: Desk, attempt: StageAttempt) -> datetime:
    """The last moment at which a package is in time: the deadline, or an earlier closing."""
    moments = [moment for moment in (attempt.due_at, attempt.closed_at) if moment]
    return min(moments, default=desk.at)


def completion_key(attempt: StageAttempt, row: Application) -> str:
    """The key of the letter that asks to complete a package."""
    return f"{attempt.key}/{row.ref}/correction"


def completion_until(desk: Desk, row: Application) -> datetime | None:
    """The last date named to this applicant for completing; ``None`` if nobody asked."""
    attempts = [one for one in attempts_of(desk.session, row.edition) if one.stage == "intake"]
    packages = (row, *_of_the_same(row, applications_of(desk.session, row.edition)))
    keys = [completion_key(attempt, one) for attempt in attempts for one in packages]
    dates = desk.session.exec(select(OutboxMessage.due_at).where(col(OutboxMessage.key).in_(keys)))
    return max((date for date in dates if date), default=None)


def _of_the_same(row: Application, others: Iterable[Application]) -> Iterable[Application]:
    return (one for one in others if row.uscc and one.uscc == row.uscc)
