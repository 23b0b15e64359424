"""What the stages wait for."""

from collections.abc import Callable
from datetime import datetime, timedelta

from actions.entry.late_permits import awaited_until
from actions.owed import Owed
from models.edition import StageAttempt
from runtime.clock import now, real_instant_of
from runtime.desk import Desk
from tasks.course import Judge, Wait

LOOK_AGAIN = timedelta(days=365)  # no deadline yet: whatever sets one wakes the run


def far_away() -> datetime:
    """A real moment that only stands for “until somebody acts”."""
    return real_instant_of(now() + LOOK_AGAIN)


def at_once(desk: Desk, _attempt: StageAttempt) -> Wait:
    """A stage that waits for nobody."""
    return Wait(is_over=True, until=desk.at)


def deadline(desk: Desk, attempt: StageAttempt) -> Wait:
    """The deadline and nothing else, even when all is in: others may still come."""
    until = attempt.due_at or desk.at + LOOK_AGAIN
    return Wait(desk.at >= until, until, "等待截止时间")


def window(desk: Desk, attempt: StageAttempt) -> Wait:
    """The deadline, and beyond it whoever has leave to come late and has not come."""
    base, permit = deadline(desk, attempt), awaited_until(desk, attempt)
    if permit is None or permit <= base.until:
        return base
    return Wait(desk.at >= permit, permit, "等待获准逾期提交的单位")


def all_in(owed: Callable[[Desk, StageAttempt], list[Owed]]) -> Judge:
    """Everything expected, or the deadline, whichever is first."""

    def judge(desk: Desk, attempt: StageAttempt) -> Wait:
        until = attempt.due_at or desk.at + LOOK_AGAIN
        missing = owed(desk, attempt)
        return Wait(not missing or desk.at >= until, until, f"尚有{len(missing)}项未交")

    return judge


def all_in_however_late(owed: Callable[[Desk, StageAttempt], list[Owed]]) -> Judge:
    """Everything expected: what the stage cannot end without has no deadline that replaces it."""

    def judge(desk: Desk, attempt: StageAttempt) -> Wait:
        missing = owed(desk, attempt)
        return Wait(not missing, desk.at + LOOK_AGAIN, f"尚有{len(missing)}项未交")

    return judge
