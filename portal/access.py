"""Who may do what: the table in `permissions/`, read once, and the places it opens to a visitor."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.people.roles import NAMES
from actions.people.who import Who
from rules.policy.words import shown

EVERYONE = "everyone"
_TABLE = Path(__file__).parent / "permissions"
_OUTSIDE_NAMES = {
    "applicant": "申报单位",
    "recommender": "县（区）推荐机构",
    "department": "征求意见部门",
    "verifier": "第三方机构",
    "reviewer": "评审员",
    "member": "评审委员会委员",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    path: str
    title: str
    say: str
    order: int


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: what is done, by which roles, with whose things, and whether it is signed anew."""

    name: str
    say: str
    roles: frozenset[str]
    whose: str
    step_up: bool = False
    place: Place | None = None

    def allows(self, who: Who) -> bool:
        return EVERYONE in self.roles or bool(self.roles & who.roles)


@cache
def permissions() -> dict[str, Permission]:
    """Every row of every file by its name."""
    rows: dict[str, Permission] = {}
    for file in sorted(_TABLE.glob("*.toml")):
        for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert name not in rows, f"{name} stands in two files"
            rows[name] = _permission(name, row)
    return rows


def _permission(name: str, row: dict[str, object]) -> Permission:
    place = row.pop("place", None)
    roles = row.pop("roles")
    assert isinstance(roles, list), f"{name} lists its roles"
    made = Place(**place) if isinstance(place, dict) else None
    return Permission(name=name, roles=frozenset(roles), place=made, **row)  # type: ignore[arg-type]


def places_for(who: Who) -> tuple[Place, ...]:
    """What stands in the visitor's navigation, in order."""
    found = [row.place for row in permissions().values() if row.place and row.allows(who)]
    return tuple(sorted(found, key=lambda place: place.order))


def who_may(roles: Iterable[str]) -> str:
    """The roles in words, for a refusal: 经办人、主任委员."""
    return "、".join(role_title(role) for role in sorted(roles))


def role_title(role: str) -> str:
    """A role in words, of the office or outside it."""
    return _OUTSIDE_NAMES.get(role) or NAMES.get(role) or shown(role)
