"""The seed of a draw that nobody can choose, version 2.

Before the public value exists, everything but chance is announced: the pool's hash, who is kept
out and why, the sizes, the future source, and of each witness the SHA-256 of a salt, a newline and
the entry. Only then the value comes, and then each witness opens salt and entry. Whoever writes
last can no longer try entries until the panel suits, and whoever does not open is named.

The order of the members under the seed is that of `draw`, as before.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.canonical import sha256_of
from rules.draw import DrawInvalid

VERSION = "zhijiang-draw/2"
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Committed:
    """A witness, and the hash of what that witness keeps closed until the value is known."""

    name: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a witness opens after the value is known."""

    name: str
    salt: str
    entry: str


@dataclass(frozen=True, slots=True)
class PanelTerms:
    """What is fixed of a panel: how many are drawn, and who is kept out and why."""

    number: int
    size: int
    reserves: int
    excluded: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything of a draw but chance, as announced before the value of `source` exists."""

    source: str
    pool_sha256: str
    panels: tuple[PanelTerms, ...]
    witnesses: tuple[Committed, ...]

    @property
    def sha256(self) -> str:
        """Of their canonical text: the seed depends on it."""
        return sha256_of(self)


@dataclass(frozen=True, slots=True)
class FailedDraw:
    """A draw that came to nothing because the `silent` witnesses did not open what they closed."""

    terms: Terms
    public_value: str
    silent: tuple[str, ...]


def commitment(salt: str, entry: str) -> str:
    """SHA-256 (hex) of the salt, a newline and the entry."""
    return _sha256(f"{salt}\n{entry}")


def check_terms(terms: Terms, failed: Sequence[FailedDraw]) -> None:
    """Raises DrawInvalid for terms that leave something open, or repeat what failed."""
    names = [one.name for one in terms.witnesses]
    if not names or len(set(names)) < len(names) or not all(names):
        raise DrawInvalid("至少要有一名见证人，每人姓名写一次。")
    if wrong := [one.name for one in terms.witnesses if not _HASH.fullmatch(one.commitment)]:
        raise DrawInvalid(f"{'、'.join(wrong)}的承诺须是 64 位十六进制的 SHA-256 摘要。")
    if not terms.source.strip():
        raise DrawInvalid("没有写明公开数的来源。")
    if terms.source in {one.terms.source for one in failed}:
        raise DrawInvalid(f"“{terms.source}”的数值已经公布，请另定一个尚未产生的公开数。")
    silent = {name for one in failed for name in one.silent}
    if again := [name for name in names if name in silent]:
        raise DrawInvalid(f"{'、'.join(again)}上次没有开示，须换人见证。")


def silent_in(terms: Terms, openings: Sequence[Opening]) -> tuple[str, ...]:
    """The witnesses who opened nothing.

    Raises:
        DrawInvalid: something opened is not what was closed, or by nobody who was announced.
    """
    closed = {one.name: one.commitment for one in terms.witnesses}
    if strange := [one.name for one in openings if one.name not in closed]:
        raise DrawInvalid(f"{'、'.join(strange)}不在公布的见证人之中，请核对姓名。")
    wrong = [one.name for one in openings if commitment(one.salt, one.entry) != closed[one.name]]
    if wrong:
        raise DrawInvalid(f"{'、'.join(wrong)}开示的随机码和字样与事先的承诺不符，请照原样核对。")
    opened = {one.name for one in openings}
    return tuple(name for name in closed if name not in opened)


def committed_seed(terms: Terms, public_value: str, openings: Sequence[Opening]) -> str:
    """SHA-256 (hex) of version, terms, canonical value and entries, joined with newlines.

    The entries stand in the order of the announced witnesses.
    """
    if silent := silent_in(terms, openings):
        raise DrawInvalid(f"{'、'.join(silent)}没有开示，抽签不成立。")
    entries = {one.name: one.entry for one in openings}
    value = canonical_value(public_value)
    parts = (VERSION, terms.sha256, value, *(entries[one.name] for one in terms.witnesses))
    if any(not part or "\n" in part for part in parts):
        raise DrawInvalid("公开数值和每位见证人写下的内容都不能为空，也不能换行。")
    return _sha256("\n".join(parts))


def canonical_value(text: str) -> str:
    """The value as RFC 3797 writes it: one spelling, however it was copied.

    Sources are parted by "/"; the numbers of one source are sorted, without leading zeros, each
    followed by a full stop; a source that is not all numbers is kept in capitals without spaces.
    """
    return "".join(f"{_source(part)}/" for part in text.split("/") if part.strip())


def _source(text: str) -> str:
    words = [word for word in re.split(r"[\s,，、]+", text) if word]
    if not all(_NUMBER.fullmatch(word) for word in words):
        return "".join(words).upper()
    return "".join(f"{_stripped(word)}." for word in sorted(words, key=lambda w: (Decimal(w), w)))


def _stripped(number: str) -> str:
    whole, dot, fraction = number.partition(".")
    return (whole.lstrip("0") or "0") + dot + fraction


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
