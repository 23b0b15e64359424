"""A refusal is an answer and no breakdown: the sentence is shown, without a traceback.

What an action or a rule refuses, and a path that leads nowhere, is somebody's to put right. A task
made by ``office_task`` ends in a state named 未受理 then, with the sentence as its message, and
raises the refusal where it was called. How the run ends is for ``flows.ending``.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import Task, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from rules.calendar import YearUnknown
from rules.errors import Refusal
from runtime.errors import path_sentence

NOT_TAKEN = "未受理"
P = ParamSpec("P")
R = TypeVar("R")


def sentence_for(error: Exception) -> str | None:
    """What to tell the person who asked; ``None`` when it is not of their making."""
    if isinstance(error, Refusal):
        return str(error)
    return path_sentence(error)


def plain_task(work: Callable[P, R], **options: Any) -> Callable[P, R]:
    """A task run of ``work``, retried for faults alone; a refusal is raised where it was called."""

    @wraps(work)
    def tell(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            sentence = sentence_for(error)
            if sentence is None:
                raise
            return Completed(name=NOT_TAKEN, message=sentence, data=error)

    run: Task[P, Any] = task(cache_policy=NO_CACHE, **options)(tell)

    @wraps(work)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        told: Any = run(*args, **kwargs)
        if isinstance(told, State):
            raise told.result()
        done: R = told
        return done

    return ask


def office_task(work: Callable[P, R]) -> Callable[P, R]:
    """As ``plain_task``: one action of the office in one transaction."""
    return plain_task(work)


def patient_task(work: Callable[P, R]) -> Callable[P, R]:
    """As ``office_task``, and tried again twice after a fault."""
    return plain_task(work, retries=2, retry_delay_seconds=1)


def for_each_edition(numbers: Iterable[int], work: Callable[[int], None]) -> None:
    """An edition whose year has no calendar is passed over and named; the others go on."""
    for number in numbers:
        try:
            work(number)
        except YearUnknown as unknown:
            get_run_logger().warning("第%d届：%s", number, unknown)
