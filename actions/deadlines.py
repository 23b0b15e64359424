"""Deadlines that move, and reminders that follow them."""

from datetime import datetime

from sqlmodel import col, select

from actions.attempts import get_attempt
from actions.duties import duties_of
from actions.letters import write
from actions.owed import Owed
from models.edition import Edition, EditionState, Phase, StageAttempt
from models.outbox import OutboxMessage
from notifications.outbox import Recipient
from notifications.wording import days_left_text, deadline_text
from rules.reminders import due_step
from runtime.desk import Desk


def tell_moved(desk: Desk, attempt: StageAttempt, former: datetime | None, reason: str) -> None:
    """Write to everyone who still owes something that the deadline is another one now."""
    assert attempt.due_at is not None, "a moved deadline is set"
    stage = desk.policy(attempt.edition).stage(attempt.stage)
    for owed in duties_of(desk, attempt):
        write(
            desk,
            attempt.edition,
            "deadline-moved",
            key=f"{attempt.key}/{owed.subject}/moved/{attempt.due_at.isoformat()}",
            to=Recipient(owed.name, owed.address),
            basis=owed.basis,
            matter=f"{stage.title.value}：{owed.matter}",
            former_deadline=deadline_text(former) if former else "原未确定",
            deadline=deadline_text(attempt.due_at),
            reason=reason,
        )


def remind(desk: Desk, attempt_id: int) -> int:
    """Queue the one reminder now due to each who still owes something; gives how many.

    A step that was missed while the system was off is not sent later; the nearest one is. Those
    who are done or out owe nothing and are never written to.
    """
    attempt = get_attempt(desk, attempt_id)
    if attempt.phase is not Phase.WAITING:
        return 0
    days = desk.policy(attempt.edition).stage(attempt.stage).reminders.value
    return sum(_remind_one(desk, attempt, owed, days) for owed in duties_of(desk, attempt))


def _remind_one(desk: Desk, attempt: StageAttempt, owed: Owed, days: tuple[int, ...]) -> bool:
    prefix = f"{attempt.key}/{owed.subject}/remind/"
    sent = desk.session.exec(
        select(OutboxMessage.key).where(col(OutboxMessage.key).startswith(prefix))
    )
    step = due_step(owed.due_at, days, desk.at, {key.removeprefix(prefix) for key in sent})
    if step is None:
        return False
    return write(
        desk,
        attempt.edition,
        "reminder",
        key=f"{prefix}{step.id}",
        to=Recipient(owed.name, owed.address),
        basis=owed.basis,
        matter=owed.matter,
        deadline=deadline_text(owed.due_at),
        days_left=days_left_text(desk.at.date(), owed.due_at.date()),
        request=owed.request,
    )


def running_editions(desk: Desk) -> list[Edition]:
    return list(desk.session.exec(select(Edition).where(Edition.state == EditionState.RUNNING)))
