"""Scores weighed across stages, put in order, and only at the very end rounded for people.

Two applicants with the same exact score share a place. Their order is decided by the policy's
tie rules or by people, never by rounding and never by the order of a list.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from rules.errors import RuleError

DOCUMENT, SITE = "document-review", "site-review"


class WeightsInvalid(RuleError):
    """The parts of a combined score and the weights do not fit."""

    code = "weights_invalid"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one applicant stands: `place` from 1, shared by exact ties, who are in `tied_with`."""

    ref: str
    place: int
    score: Fraction
    tied_with: tuple[str, ...] = ()


def combined(document: Fraction, site: Fraction, weights: Mapping[str, str]) -> Fraction:
    """Document and site score weighed; `weights` are decimal strings by stage name."""
    return weigh({DOCUMENT: document, SITE: site}, weights)


def weigh(parts: Mapping[str, Fraction], weights: Mapping[str, str]) -> Fraction:
    """The weighted sum; a part that is missing is an error and never a zero.

    The weights of a policy add up to one; raises WeightsInvalid otherwise.
    """
    exact = {name: Fraction(weight) for name, weight in weights.items()}
    if sum(exact.values()) != 1:
        raise WeightsInvalid("各环节权重之和须为 1。")
    missing = [name for name in weights if name not in parts]
    if missing:
        raise WeightsInvalid(f"缺少{'、'.join(missing)}的得分，不能计算综合得分。")
    return sum((weight * parts[name] for name, weight in exact.items()), Fraction(0))


def rank(scores: Mapping[str, Fraction], *, priority: Collection[str] = ()) -> tuple[Place, ...]:
    """Places by score, highest first.

    Among exact equals those in `priority` (article 13(5)) come first; who is still equal shares
    the place and is listed by id.
    """
    keys = {ref: (score, ref in priority) for ref, score in scores.items()}
    order = sorted(sorted(scores), key=keys.__getitem__, reverse=True)
    places: list[Place] = []
    for _, equals in groupby(order, key=keys.__getitem__):
        tied, place = tuple(equals), len(places) + 1
        places += [Place(r, place, scores[r], tuple(o for o in tied if o != r)) for r in tied]
    return tuple(places)


def display(value: Fraction, decimals: int = 2) -> str:
    """The decimal text of an exact value, half away from zero rounded up; for reading only."""
    scaled = int(abs(value) * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
