"""Nobody is told the same twice: a stage that runs again writes only what is new."""

from dataclasses import replace

from sqlmodel import col, select

from documents.papers.wording import date_text
from models.mail_review import was_cancelled
from models.outbox import OutboxMessage
from notifications.catalogue import Notice
from notifications.outbox import Recipient
from notifications.render import render
from notifications.wording import without_days_left
from runtime.desk import Desk

_TIMELY = frozenset(
    {"reminder", "overdue", "deadline-moved", "gate-waiting", "escalation", "digest"}
)


def said_before(
    desk: Desk, edition: int, message: str, *, key: str, to: Recipient, context: Notice
) -> bool:
    """Whether the newest such letter of the stage's earlier attempts says the same, but its date.

    ``key`` begins with the attempt, ``edition/stage/attempt/…``; other letters are never alike.
    """
    _, stage, attempt, *_ = [*key.split("/"), "", ""]
    if message in _TIMELY or stage not in desk.policy(edition).stages.order.value:
        return False
    if not attempt.isdecimal() or int(attempt) < 2:  # noqa: PLR2004 - the first says all for once
        return False
    newest = desk.session.exec(
        select(OutboxMessage)
        .where(
            OutboxMessage.message == message,
            OutboxMessage.to_address == to.address,
            OutboxMessage.to_name == to.name,
            col(OutboxMessage.key).startswith(f"{edition}/{stage}/"),
            ~col(OutboxMessage.key).startswith(f"{edition}/{stage}/{attempt}/"),
            ~was_cancelled(),
        )
        .order_by(col(OutboxMessage.id).desc())
    ).first()
    if newest is None:
        return False
    then = replace(context.letterhead, dated=date_text(newest.queued_at.date()))
    again = render(message, replace(context, letterhead=then)).text
    return without_days_left(again) == without_days_left(newest.text)
