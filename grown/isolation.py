"""Whether one city sees another: people, files, runs, keys, letters."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import psycopg
from cryptography.fernet import Fernet, InvalidToken

from grown.city import City


def what_is_shared(cities: Sequence[City]) -> list[str]:
    """A sentence for everything of one city that another has, or could read."""
    return [
        f"{one.name} 与 {other.name}：{name}"
        for one, other in combinations(cities, 2)
        for name, is_shared in _LOOKS.items()
        if is_shared(one, other)
    ]


def _secrets(city: City) -> set[str]:
    return _column(city, "SELECT secret FROM approver")


def _can_read(one: City, other: City) -> bool:
    """Whether the key of one opens what another encrypted."""
    key = Fernet(one.secret_key)
    for secret in _secrets(other):
        try:
            key.decrypt(secret.encode())
        except InvalidToken:
            continue
        return True
    return False


def _share_runs(one: City, other: City) -> bool:
    """Runs that a city's database names are its own Prefect's, and no other's."""
    named = "SELECT flow_run_id FROM stage_attempt WHERE flow_run_id IS NOT NULL"
    mine, theirs = _column(one, named), _column(other, named)
    known = set(one.api().states(sorted(mine | theirs)))
    return bool(mine & theirs) or not mine or known != mine


def _share_chain(one: City, other: City) -> bool:
    """The same people are enrolled at the same moment everywhere: what follows must differ."""
    chain = "SELECT sha256 FROM audit_event ORDER BY id DESC LIMIT 1"
    mine, theirs = _column(one, chain), _column(other, chain)
    return bool(mine & theirs) or not (mine and theirs)


def _share_files(one: City, other: City) -> bool:
    """What a city wrote bears its name; what came in is the same examples for all."""
    written = "SELECT sha256 FROM stored_file WHERE kind = 'paper'"
    mine, theirs = _column(one, written), _column(other, written)
    return bool(mine & theirs)


def _share_letters(one: City, other: City) -> bool:
    """A letter that names the other city's pages."""
    return any(
        other.url.encode() in letter.read_bytes() for letter in (one.desk / "mail").glob("*.eml")
    )


def _column(city: City, query: str) -> set[str]:
    url = city.environment(city.desk)["ZHIJIANG_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        rows: list[Any] = connection.execute(query).fetchall()
    return {str(row[0]) for row in rows}


_LOOKS: dict[str, Callable[[City, City], bool]] = {
    "密钥能解开对方的口令": lambda one, other: _can_read(one, other) or _can_read(other, one),
    "人员的口令相同": lambda one, other: bool(_secrets(one) & _secrets(other)),
    "运行在对方的 Prefect 里": _share_runs,
    "审计链有相同的一环": _share_chain,
    "公文相同": _share_files,
    "信函写着对方的网址": _share_letters,
}
