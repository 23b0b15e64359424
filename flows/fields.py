"""Kinds of fields in the office's own actions."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from actions.stages import REOPENABLE, WITH_DEADLINE
from models.types import SHANGHAI

Words = Annotated[str, Field(min_length=2)]
"""A text the office must fill in."""


def _one_of(stages: tuple[str, ...]) -> Callable[[str], str]:
    def check(stage: str) -> str:
        if stage not in stages:
            raise ValueError(stage)
        return stage

    return check


StageWithDeadline = Annotated[
    str,
    AfterValidator(_one_of(WITH_DEADLINE)),
    Field(json_schema_extra={"enum": list(WITH_DEADLINE)}),
]
ReopenableStage = Annotated[
    str, AfterValidator(_one_of(REOPENABLE)), Field(json_schema_extra={"enum": list(REOPENABLE)})
]
"""A choice of stages; any other is refused."""

DayOrNone = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


def _in_shanghai(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


Deadline = Annotated[datetime, AfterValidator(_in_shanghai)]
"""A moment; without a zone it is Beijing time."""
