"""A value and where it comes from: no number of the regulation travels without its article."""

from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field


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


class Sourced(BaseModel, Generic[T]):
    """One value of the regulation; `cite` is its article, or a short Chinese reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    value: T
    basis: Basis
    cite: str = Field(min_length=1)
