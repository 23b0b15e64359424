"""The shape every section of a policy shares: frozen, no unknown keys, leaves with a label.

A leaf is a `Sourced` value: one decision a person can confirm. Its Chinese label and the stage
that first uses it stand beside the field, because they are the same for every city; identifiers
(`id`, a stage's `name`, a sanction's `trigger`) and citations (`article`, `articles`) are plain.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

OWN_STAGE = "own"
"""For leaves of a stage entry: the stage that first uses them is the stage itself."""

Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Text = Annotated[str, StringConstraints(min_length=1)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$")]
"""A day that every year has, as "03-01"."""
Decimal = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
"""A decimal number as text ("0.4"): never a float, so that sums and thresholds are exact."""


class Section(BaseModel):
    """A part of a policy."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def leaf(label: str, stage: str, *, alias: str | None = None) -> Any:
    """A required leaf with its Chinese label and the first stage that uses it."""
    return Field(alias=alias, title=label, json_schema_extra={"stage": stage})


def later_leaf(label: str, stage: str) -> Any:
    """An optional leaf that came after the first release.

    Left out of the text when a pack leaves it out, so that pinned policies keep their hash.
    """
    return Field(
        default=None,
        title=label,
        json_schema_extra={"stage": stage},
        exclude_if=lambda value: value is None,
    )


def former_leaf() -> Any:
    """A leaf that nothing reads any more: pinned policies keep it and their hash."""
    return later_leaf("（不再使用）", "publicity")


def optional_leaf(label: str, stage: str) -> Any:
    """A leaf a pack may leave out; it reads as None then."""
    return Field(default=None, title=label, json_schema_extra={"stage": stage})
