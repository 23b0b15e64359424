"""Replacing a drawn reviewer without a second throw of the dice.

Replacement n of a panel (n = 1, 2, … over the whole panel, whichever applicant it is for) goes to
the next reserve in drawn order who is not excluded. Only when no reserve is left is the frozen
pool drawn from again, with the seed SHA-256(panel seed + ":replacement:" + n) in hex, leaving out
everybody already drawn or excluded. So the whole chain follows from the first draw and the list
of who left, and can be recomputed from them.

A reviewer who leaves for one applicant only (article 30) keeps the seat for all the others.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.draw import Draw, DrawInvalid, draw, pool_sha256


class Source(StrEnum):
    """Where the newcomer came from."""

    RESERVE = "reserve"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One change of a seat.

    `number` counts from 1 in the panel, `ref` is the applicant it is for ("" for all of them),
    `seed` the seed of the extra draw ("" when a reserve came), `excluded` who could not come
    this time and why, beyond those the first draw left out.
    """

    number: int
    leaving: str
    coming: str
    reason: str
    source: Source
    ref: str = ""
    seed: str = ""
    excluded: Mapping[str, str] | None = None


def replacement_seed(seed: str, number: int) -> str:
    """The seed of the extra draw for replacement `number` (from 1) of a panel, in hex."""
    return hashlib.sha256(f"{seed}:replacement:{number}".encode()).hexdigest()


def replace(
    first: Draw,
    pool: Iterable[str],
    *,
    leaving: str,
    reason: str,
    ref: str = "",
    earlier: Sequence[Replacement] = (),
    excluded: Mapping[str, str] | None = None,
) -> Replacement:
    """Who takes the seat of `leaving`; raises PoolTooSmall when nobody is left.

    `excluded` names further people who cannot come (a conflict with this applicant, an absence).
    """
    members = tuple(pool)
    unable = dict(sorted((excluded or {}).items()))
    if pool_sha256(members) != first.pool_sha256:
        raise DrawInvalid("评审员库与首次抽取时冻结的名单不一致，不能替换。")
    if not reason.strip():
        raise DrawInvalid(f"替换{leaving}没有写明理由。")
    if leaving not in seated(first, earlier, ref):
        raise DrawInvalid(f"{leaving}不在该评审组内，不能替换。")
    number = len(earlier) + 1
    used = {change.coming for change in earlier} | {change.leaving for change in earlier}
    for reserve in first.reserves:
        if reserve not in used and reserve not in unable:
            return Replacement(number, leaving, reserve, reason, Source.RESERVE, ref, "", unable)
    seed = replacement_seed(first.seed, number)
    out = dict.fromkeys((*first.panel, *first.reserves, *sorted(used)), "已抽中或已替换")
    extra = draw(members, {**out, **first.excluded, **unable}, 1, 0, seed)
    return Replacement(number, leaving, extra.panel[0], reason, Source.DRAWN, ref, seed, unable)


def seated(first: Draw, changes: Iterable[Replacement], ref: str = "") -> tuple[str, ...]:
    """Who sits on the panel for one applicant, each newcomer in the place of the one who left.

    Without `ref` only the changes that concern the whole panel are counted.
    """
    seats = list(first.panel)
    for change in changes:
        if change.ref in ("", ref) and change.leaving in seats:
            seats[seats.index(change.leaving)] = change.coming
    return tuple(seats)
