"""Frozen values: dataclasses that share what `dataclass` would write anew for each of them.

Comparing, hashing and printing are the same for every value, and generating them made up a third
of what importing the rules costs.
"""

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[C]) -> type[C]:
    """As `dataclass(frozen=True, slots=True)`: two values are equal when class and fields are."""
    for name, shared in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, shared)
    return dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__dataclass_fields__)


def _equal(value: Any, other: object) -> bool:
    return type(other) is type(value) and _values(value) == _values(other)


def _hash(value: Any) -> int:
    return hash(_values(value))


def _text(value: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(value, one.name)!r}" for one in fields(value))
    return f"{type(value).__qualname__}({shown})"


_SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _text}
