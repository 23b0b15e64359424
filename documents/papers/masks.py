"""What a public paper must not show in full: identity numbers, phones, objectors' names."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-8１-８]\d{5}(?:19|20|１９|２０)\d{9}[\dXxＸｘ](?![\dA-Za-z])"
)
_GAP = "[-－ ]?"
_PHONE = re.compile(
    rf"(?<![\dA-Za-z])(?:\+?86{_GAP})?"
    rf"(?:[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|[0０]\d{{2,3}}{_GAP}\d{{7,8}})(?![\dA-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHORT = 3


def mask_identity_numbers(text: str) -> str:
    """The text with every resident identity number cut to its region and last two characters."""
    return _IDENTITY.sub(
        lambda found: (
            f"{found[0][:6]}**********{found[0][-2:]}"
            if _is_identity_number(found[0])
            else found[0]
        ),
        text,
    )


def mask_public(text: str, *, shown: str = "") -> str:
    """A public paper's text: identity numbers and phones masked, but for the one ``shown``.

    ``shown`` is the phone of the office itself, which is there to be rung up.
    """
    return _PHONE.sub(
        lambda found: found[0] if found[0] in shown else mask_phone(found[0]),
        mask_identity_numbers(text),
    )


def mask_values(value: Any, *, shown: str) -> Any:
    """A context, or anything in one, with every text of it as `mask_public` makes it."""
    if isinstance(value, str):
        return mask_public(value, shown=shown)
    if isinstance(value, tuple):
        return tuple(mask_values(one, shown=shown) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {one.name: mask_values(getattr(value, one.name), shown=shown) for one in fields(value)}
    return replace(value, **parts)


def mask_name(name: str) -> str:
    """``张*``, ``张*三``, ``欧阳**``…: first and last character at most; "" stays ""."""
    if len(name) < _SHORT:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """``138****0001``; a number too short to mask is hidden altogether."""
    if len(phone) <= 2 * _SHORT:
        return "*" * len(phone)
    return phone[:_SHORT] + "*" * (len(phone) - _SHORT - 4) + phone[-4:]


def _is_identity_number(written: str) -> bool:
    text = unicodedata.normalize("NFKC", written)
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == text[17].upper()
