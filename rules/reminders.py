"""Which reminder is due now: a ladder of days before a deadline.

Steps are computed from the deadline each time, so a deadline that moves takes its reminders with
it; a step's id names the day of the deadline and is therefore new for a new day. After a
standstill only the step nearest to the deadline is sent, never the missed ones as well, and
nothing is sent once the deadline has passed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.canonical import BEIJING


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: `days` before the deadline, due from `at` on; `id` is stable and unique."""

    id: str
    days: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ladder:
    """The reminders of one deadline: `due` is aware, `days` are counted back from it."""

    due: datetime
    days: tuple[int, ...]

    def steps(self) -> tuple[Step, ...]:
        """The rungs, earliest first."""
        day = self.due.astimezone(BEIJING).date().isoformat()
        return tuple(
            Step(f"{day}/before-{days}", days, self.due - timedelta(days=days))
            for days in sorted(set(self.days), reverse=True)
        )

    def due_step(self, at: datetime, sent: Collection[str]) -> Step | None:
        """The one step to send at `at`, None when there is none; `sent` are ids already sent."""
        if at >= self.due:
            return None
        reached = [step for step in self.steps() if step.at <= at]
        return reached[-1] if reached and reached[-1].id not in sent else None

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next rung after `at` is reached, None when there is none."""
        return next((step.at for step in self.steps() if step.at > at), None)


def due_step(
    due: datetime, days: Iterable[int], at: datetime, sent: Collection[str]
) -> Step | None:
    """The one reminder to send at `at` for a deadline `due`, None when there is none."""
    return Ladder(due, tuple(days)).due_step(at, sent)
