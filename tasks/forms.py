"""Kinds of fields in the office's own actions."""

from typing import Annotated

from pydantic import Field

from actions.stages import REOPENABLE, WITH_DEADLINE

Words = Annotated[str, Field(min_length=2)]
"""A text the office must fill in."""

StageWithDeadline = Annotated[str, Field(json_schema_extra={"enum": list(WITH_DEADLINE)})]
ReopenableStage = Annotated[str, Field(json_schema_extra={"enum": list(REOPENABLE)})]
"""A choice of stages; any other is refused."""
