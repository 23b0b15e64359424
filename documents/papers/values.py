"""The values a paper is written from as text and back, so that it can be written again."""

from functools import cache
from typing import Any

from documents.papers.catalogue import KINDS
from documents.papers.contexts.base import Base


def values_text(context: Base) -> str:
    """The context as JSON."""
    kind: Any = type(context)
    return str(_adapter(kind).dump_json(context).decode())


def values_of(kind: str, text: str) -> Base:
    """The context that `values_text` wrote for a paper of this kind."""
    declared: Any = KINDS[kind].context
    context: Base = _adapter(declared).validate_json(text)
    return context


@cache
def _adapter(context: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(context)
