"""Kinds of fields in the office's own actions."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from actions.stages import REOPENABLE, WITH_DEADLINE
from models.types import SHANGHAI

FROM_ORDER = "who placed the order"
Actor = Annotated[str, FROM_ORDER]
"""Whoever placed the order; nobody fills it in."""

Words = Annotated[str, Field(min_length=2)]
"""A text the office must fill in."""

StageWithDeadline = Annotated[str, Field(json_schema_extra={"enum": list(WITH_DEADLINE)})]
ReopenableStage = Annotated[str, Field(json_schema_extra={"enum": list(REOPENABLE)})]
"""A choice of stages; the action refuses any other."""

DayOrNone = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


def _in_shanghai(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


Deadline = Annotated[datetime, AfterValidator(_in_shanghai)]
"""A moment; without a zone it is Beijing time."""
