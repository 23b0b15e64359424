"""A value and where it comes from: no number of the regulation travels without its article."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Field


class Basis(StrEnum):
    """What a policy value rests on."""

    ARTICLE = "article"
    IMPLEMENTING_RULE = "implementing_rule"
    NOTICE = "notice"
    PROJECT_DEFAULT = "project_default"
    """Neither law nor notice: the office must confirm it before the stage that uses it opens."""

    @property
    def label(self) -> str:
        """The Chinese word printed beside a value."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    Basis.ARTICLE: "办法条文",
    Basis.IMPLEMENTING_RULE: "实施细则",
    Basis.NOTICE: "当届通知",
    Basis.PROJECT_DEFAULT: "系统建议值（须经确认）",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """One value of the regulation; `cite` is its article, or a short Chinese reason."""

    # A dataclass, for a pydantic model would be made anew for every kind of value at import.
    __pydantic_config__ = ConfigDict(extra="forbid")

    value: T
    basis: Basis
    cite: Annotated[str, Field(min_length=1)]
