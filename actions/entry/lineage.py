"""Who an organisation was before: its codes and names through changes, mergers and splits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.supervision import Succession, successions
from rules.names import same_organisation
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Lineage:
    """All codes and names that one organisation has or had, its own first."""

    codes: tuple[str, ...]
    names: tuple[str, ...]


def lineage(
    desk: Desk, *, uscc: str = "", name: str = "", until: datetime | None = None
) -> Lineage:
    """Everything before and after, as it was known at `until`; either code or name may be given."""
    known = known_at(desk, until)
    codes, names = [uscc] if uscc else [], [name] if name else []
    grown = True
    while grown:
        grown = False
        for one in known:
            if _touches(one, codes, names):
                grown |= _add(codes, (one.uscc, one.former_uscc))
                grown |= _add(names, (one.name, one.former_name))
    return Lineage(tuple(codes), tuple(names))


def predecessors(desk: Desk, uscc: str, until: datetime | None = None) -> tuple[str, ...]:
    """The names under which what became this organisation was known, newest change first."""
    return predecessors_among(known_at(desk, until), uscc)


def known_at(desk: Desk, until: datetime | None) -> tuple[Succession, ...]:
    """Every change on record, as it was known at `until`."""
    found = successions(desk.session)
    return tuple(one for one in found if until is None or one.recorded_at <= until)


def predecessors_among(known: Iterable[Succession], uscc: str) -> tuple[str, ...]:
    """``predecessors`` for many organisations, of changes that were read once."""
    codes, names = [uscc], list[str]()
    for one in sorted(known, key=lambda one: one.since, reverse=True):
        if one.uscc in codes:
            _add(codes, (one.former_uscc,))
            _add(names, (one.former_name,))
    return tuple(names)


def _touches(one: Succession, codes: list[str], names: list[str]) -> bool:
    if {one.uscc, one.former_uscc} & set(codes):
        return True
    return any(same_organisation(n, m) for n in names for m in (one.name, one.former_name))


def _add(known: list[str], more: Iterable[str]) -> bool:
    fresh = [one for one in dict.fromkeys(more) if one and one not in known]
    known += fresh
    return bool(fresh)
