"""Variety without chance: every choice follows from the SHA-256 of what it is about."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from rules.uscc import ALPHABET, check_character

T = TypeVar("T")

_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def number(about: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    digest = hashlib.sha256(about.encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def choice(about: str, options: Sequence[T]) -> T:
    """One of the options."""
    return options[number(about, 0, len(options) - 1)]


def credit_code(kind: str, region: str, serial: int) -> str:
    """A fictional credit code with both check characters right.

    `kind` is the authority and type ("91"), `region` the six-digit division.
    """
    body = f"MA5XAA{ALPHABET[serial // 10]}{ALPHABET[serial % 10]}"
    total = sum(int(c, 36) * w for c, w in zip(body, _INNER_WEIGHTS, strict=True))
    first_17 = f"{kind}{region}{body}{'0123456789X0'[11 - total % 11]}"
    return first_17 + check_character(first_17)
