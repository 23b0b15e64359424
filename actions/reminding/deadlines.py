"""Deadlines that move, and reminders that follow them."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from actions.letters.letters import write
from actions.owed import Owed
from actions.reminding.duties import Duties, duties_in_edition, duties_of
from actions.reminding.escalation import escalate
from actions.reminding.silence import notice
from actions.stages import STAGES
from models.edition import Edition, EditionState, StageAttempt
from models.outbox import OutboxMessage
from models.watch import editions_to_look_at, looked, newest_event
from notifications.outbox import Recipient
from notifications.wording import days_left_text, deadline_text
from rules.reminders import Ladder, Side
from runtime.desk import Desk

REMINDERS = "reminders"
_A_DAY = timedelta(days=1)


def tell_moved(desk: Desk, attempt: StageAttempt, former: datetime | None, reason: str) -> None:
    """Move what moves along, and write to everyone who owes something by the new deadline."""
    assert attempt.due_at is not None, "a moved deadline is set"
    if along := STAGES[attempt.stage].moved:
        along(desk, attempt)
    stage = desk.policy(attempt.edition).stage(attempt.stage)
    for owed in duties_of(desk, attempt):
        if owed.due_at != attempt.due_at:
            continue  # a date of its own, which did not move
        write(
            desk,
            attempt.edition,
            "deadline-moved",
            key=f"{attempt.key}/{owed.subject}/moved/{attempt.due_at.isoformat()}",
            to=Recipient(owed.name, owed.address, owed.phone),
            role=owed.role,
            basis=owed.basis,
            matter=f"{stage.title.value}：{owed.matter}",
            former_deadline=deadline_text(former) if former else "原未确定",
            deadline=attempt.due_at,
            calendar=_calendar(attempt.key, owed, in_stage=True),
            reason=reason,
        )


def remind(desk: Desk, edition: int) -> int:
    """Queue the letter now due to each who still owes something; gives how many were queued.

    A step that was missed while the system was off is not sent later; the newest one is. Those
    who are done or out owe nothing and are never written to. The edition need not be looked at
    again before its next step, unless something happens in it.
    """
    seen = newest_event(desk.session)
    policy = desk.policy(edition)
    count, moments = 0, []
    for part in duties_in_edition(desk, edition):
        for owed in part.owed:
            if owed.due_at == desk.at:  # no deadline runs
                continue
            rungs = policy.rungs(owed.kind, part.stage)
            ladder = Ladder(owed.due_at, rungs, desk.calendar)
            count += _remind_one(desk, edition, part, owed, ladder)
            moments += [owed.due_at, ladder.next_moment(desk.at)]
    if desk.edition(edition).state is EditionState.CONFERRED:
        moments.append(desk.at + _A_DAY)  # what is owed after the award comes up with time alone
    ahead = [moment for moment in moments if moment and moment > desk.at]
    looked(desk.session, edition, REMINDERS, seen=seen, next_at=min(ahead, default=None))
    return count


def editions_to_remind(desk: Desk) -> list[int]:
    """Editions in which a step may have been reached since they were looked at."""
    return editions_to_look_at(desk.session, REMINDERS, desk.at)


def _remind_one(desk: Desk, edition: int, part: Duties, owed: Owed, ladder: Ladder) -> int:
    prefix = f"{part.key}/{owed.subject}/remind/"
    if desk.at > owed.due_at and ladder.chases:
        notice(desk, edition, f"{part.key}/{owed.subject}", owed)
    if ladder.due_step(desk.at, ()) is None:  # nearly always: no step was reached
        return 0
    step = ladder.due_step(desk.at, _sent(desk, prefix))
    if step is None:
        return 0
    message = "reminder" if step.side is Side.BEFORE else "overdue"
    told = write(
        desk,
        edition,
        message,
        key=f"{prefix}{step.id}",
        to=Recipient(owed.name, owed.address, owed.phone),
        role=owed.role,
        basis=owed.basis,
        matter=owed.matter,
        deadline=owed.due_at,
        calendar=_calendar(part.key, owed, in_stage=part.stage is not None),
        days_left=days_left_text(desk.at.date(), owed.due_at.date()),
        request=owed.request,
    )
    return told + sum(escalate(desk, edition, prefix, owed, role) for role in step.tells)


def _calendar(key: str, owed: Owed, *, in_stage: bool) -> str:
    """A person has one entry a stage; in cases, and where it is asked for, one a duty."""
    own = owed.calendar or ("" if in_stage else owed.subject)
    return f"{key}/{own}" if own else key


def _sent(desk: Desk, prefix: str) -> set[str]:
    keys = desk.session.exec(
        select(OutboxMessage.key).where(col(OutboxMessage.key).startswith(prefix, autoescape=True))
    )
    return {key.removeprefix(prefix) for key in keys}


def running_editions(desk: Desk) -> list[Edition]:
    return list(desk.session.exec(select(Edition).where(Edition.state == EditionState.RUNNING)))
