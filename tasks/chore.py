"""A chore of the clock: it looks whether there is anything to do, and only then runs its task.

The clock looks every few minutes for years and mostly finds nothing; a task run, whose three events
the server would have to record, is for what was done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Chore(Generic[Found]):
    """Called with nothing: gives what was found to the task, unless that is nothing."""

    look: Callable[[], Found]
    task: Task[[Found], None]

    def __call__(self) -> None:
        if found := self.look():
            self.task(found)


def chore(look: Callable[[], Found]) -> Callable[[Callable[[Found], None]], Chore[Found]]:
    """The function that does what ``look`` found becomes a chore."""

    def with_task(work: Callable[[Found], None]) -> Chore[Found]:
        return Chore(look, task(cache_policy=NO_CACHE)(work))

    return with_task
