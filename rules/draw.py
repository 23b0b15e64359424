"""The random draw of a panel (articles 9(2) and 10), so that anyone can repeat it by hand.

The pool is frozen and hashed before the seed exists; the seed comes from a public value named
before it is known and from what the witnesses wrote down. Members who may not serve leave the
pool with a reason, the rest are ordered by the SHA-256 of seed, colon and id in hex: the first
`size` are the panel, the next the reserves. Nothing else decides, so there is nothing to re-roll.

What happens when a drawn reviewer leaves is in `replacement`, who leads is in `leader`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules.errors import RuleError
from rules.policy import Policy


class DrawInvalid(RuleError):
    """The draw was asked for with values that could not be repeated or checked."""

    code = "draw_invalid"


class PoolTooSmall(RuleError):
    """Too few members are left; `missing` says how many, `excluded` why each of them is out."""

    code = "pool_too_small"

    def __init__(self, sentence: str, *, missing: int, excluded: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.missing = missing
        self.excluded = dict(excluded)


@dataclass(frozen=True, slots=True)
class Stratum:
    """At least this many of a panel come from one specialty."""

    specialty: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw and everything needed to repeat it.

    `panel` and `reserves` are ids in drawn order, `excluded` maps an id to the Chinese reason;
    `missing_reserves` is how many reserves the pool could not supply.
    """

    pool_sha256: str
    panel: tuple[str, ...]
    reserves: tuple[str, ...]
    excluded: Mapping[str, str]
    seed: str
    missing_reserves: int = 0


def strata_of(policy: Policy) -> tuple[Stratum, ...]:
    """The specialties every panel must have, by the policy."""
    return tuple(Stratum(one.specialty, one.at_least) for one in policy.hard.strata.value)


def pool_sha256(ids: Iterable[str]) -> str:
    """SHA-256 (hex) of the sorted ids joined with newlines, before anybody is excluded."""
    return _sha256("\n".join(sorted(_checked_ids(ids))))


def edition_seed(public_value: str, witnesses: Sequence[str]) -> str:
    """SHA-256 (hex) of the public value and each witness's entry, joined with newlines."""
    parts = (public_value, *witnesses)
    if not public_value or any(not part or "\n" in part for part in parts):
        raise DrawInvalid("公开数值和每位见证人写下的内容都不能为空，也不能换行。")
    return _sha256("\n".join(parts))


def panel_seed(seed: str, number: int) -> str:
    """The seed of panel `number` (from 1) of an edition, in hex."""
    if number < 1:
        raise DrawInvalid("评审组编号从 1 开始。")
    return _sha256(f"{seed}:panel:{number}")


def drawn_order(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """The ids in the order the seed puts them."""
    return tuple(sorted(ids, key=lambda member: (_sha256(f"{seed}:{member}"), member)))


def draw(
    pool: Iterable[str], excluded: Mapping[str, str], size: int, reserves: int, seed: str
) -> Draw:
    """Draw a panel and its reserves; raises PoolTooSmall when the panel cannot be filled."""
    members = dict.fromkeys(_checked_ids(pool), "")
    return draw_by_specialty(members, excluded, size, reserves, seed, strata=())


def draw_by_specialty(
    pool: Mapping[str, str],
    excluded: Mapping[str, str],
    size: int,
    reserves: int,
    seed: str,
    *,
    strata: Sequence[Stratum],
) -> Draw:
    """Draw as `draw` does, seating the first of each stratum before the seats left over.

    `pool` maps an id to its specialty. Panel and reserves are both listed in drawn order; without
    strata this is the plain draw.
    """
    _check_request(pool, excluded, seed)
    _check_numbers(size, reserves, strata)
    order = drawn_order(pool.keys() - excluded.keys(), seed)
    if len(order) < size:
        raise _too_small("评审员库", len(order), size, excluded)
    seated = _seated(order, pool, size, strata, excluded)
    waiting = tuple(member for member in order if member not in seated)[:reserves]
    return Draw(
        pool_sha256=pool_sha256(pool),
        panel=tuple(member for member in order if member in seated),
        reserves=waiting,
        excluded=dict(sorted(excluded.items())),
        seed=seed,
        missing_reserves=reserves - len(waiting),
    )


def _seated(
    order: Sequence[str],
    pool: Mapping[str, str],
    size: int,
    strata: Sequence[Stratum],
    excluded: Mapping[str, str],
) -> set[str]:
    seated: set[str] = set()
    for stratum in strata:
        own = [member for member in order if pool[member] == stratum.specialty]
        if len(own) < stratum.at_least:
            out = {m: why for m, why in excluded.items() if pool[m] == stratum.specialty}
            raise _too_small(f"“{stratum.specialty}”专业", len(own), stratum.at_least, out)
        seated.update(own[: stratum.at_least])
    rest = [member for member in order if member not in seated]
    return seated | set(rest[: size - len(seated)])


def _check_request(pool: Mapping[str, str], excluded: Mapping[str, str], seed: str) -> None:
    _checked_ids(pool)
    if not seed:
        raise DrawInvalid("没有种子，不能抽取。")
    strangers = sorted(excluded.keys() - pool.keys())
    if strangers:
        raise DrawInvalid(f"排除名单中的{'、'.join(strangers)}不在评审员库内，请核对编号。")
    unexplained = sorted(member for member, why in excluded.items() if not why.strip())
    if unexplained:
        raise DrawInvalid(f"排除{'、'.join(unexplained)}没有写明理由。")


def _check_numbers(size: int, reserves: int, strata: Sequence[Stratum]) -> None:
    if size < 1 or reserves < 0:
        raise DrawInvalid("抽取人数至少为 1，候补人数不能为负。")
    if len({stratum.specialty for stratum in strata}) < len(strata):
        raise DrawInvalid("同一专业只能规定一次最少人数。")
    if sum(stratum.at_least for stratum in strata) > size:
        raise DrawInvalid("各专业最少人数之和超过评审组人数。")


def _checked_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids; one that is empty, repeated or holds a newline would make the hash ambiguous."""
    members = tuple(ids)
    if any(not member or "\n" in member for member in members):
        raise DrawInvalid("评审员编号不能为空，也不能换行。")
    if len(set(members)) < len(members):
        repeated = sorted({member for member in members if members.count(member) > 1})
        raise DrawInvalid(f"评审员编号{'、'.join(repeated)}在库内重复。")
    return members


def _too_small(
    where: str, available: int, wanted: int, excluded: Mapping[str, str]
) -> PoolTooSmall:
    missing = wanted - available
    why = "；".join(f"{member}：{excluded[member].rstrip('。')}" for member in sorted(excluded))
    because = f"已排除 {len(excluded)} 人（{why}）" if excluded else "没有人被排除，须先充实专家库"
    return PoolTooSmall(
        f"{where}可抽取 {available} 人，需要 {wanted} 人，还缺 {missing} 人：{because}。",
        missing=missing,
        excluded=excluded,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
