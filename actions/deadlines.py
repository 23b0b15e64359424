"""Deadlines that move, and reminders that follow them."""

from datetime import datetime

from sqlmodel import col, select

from actions.duties import Duties, duties_in_edition, duties_of
from actions.escalation import escalate
from actions.letters import write
from actions.owed import Owed
from actions.silence import notice
from models.edition import Edition, EditionState, StageAttempt
from models.outbox import OutboxMessage
from notifications.outbox import Recipient
from notifications.wording import days_left_text, deadline_text
from rules.reminders import Ladder, Side
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


def remind(desk: Desk, edition: int) -> int:
    """Queue the letter now due to each who still owes something; gives how many were queued.

    A step that was missed while the system was off is not sent later; the newest one is. Those
    who are done or out owe nothing and are never written to.
    """
    return sum(
        _remind_one(desk, edition, part, owed)
        for part in duties_in_edition(desk, edition)
        for owed in part.owed
    )


def _remind_one(desk: Desk, edition: int, part: Duties, owed: Owed) -> int:
    prefix = f"{part.key}/{owed.subject}/remind/"
    if desk.at > owed.due_at:
        notice(desk, edition, f"{part.key}/{owed.subject}", owed)
    ladder = Ladder(owed.due_at, desk.policy(edition).rungs(owed.kind, part.stage), desk.calendar)
    step = ladder.due_step(desk.at, _sent(desk, prefix))
    if step is None:
        return 0
    message = "reminder" if step.side is Side.BEFORE else "overdue"
    told = write(
        desk,
        edition,
        message,
        key=f"{prefix}{step.id}",
        to=Recipient(owed.name, owed.address),
        basis=owed.basis,
        matter=owed.matter,
        deadline=deadline_text(owed.due_at),
        days_left=days_left_text(desk.at.date(), owed.due_at.date()),
        request=owed.request,
    )
    return told + sum(escalate(desk, edition, prefix, owed, role) for role in step.tells)


def _sent(desk: Desk, prefix: str) -> set[str]:
    keys = desk.session.exec(
        select(OutboxMessage.key).where(col(OutboxMessage.key).startswith(prefix, autoescape=True))
    )
    return {key.removeprefix(prefix) for key in keys}


def running_editions(desk: Desk) -> list[Edition]:
    return list(desk.session.exec(select(Edition).where(Edition.state == EditionState.RUNNING)))


def reminded_editions(desk: Desk) -> list[Edition]:
    """The editions in which somebody may owe something: duties go on after the award."""
    states = (EditionState.RUNNING, EditionState.CONFERRED)
    return list(desk.session.exec(select(Edition).where(col(Edition.state).in_(states))))
