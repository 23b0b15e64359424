"""A pack before it is known to hold: values read leniently, so that every check can run."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V")

Complaint = tuple[str, str]
"""The key at fault and a Chinese sentence that says what to do."""


class Draft:
    """A part of a raw pack. A value that is absent or of the wrong type reads as None."""

    def __init__(self, raw: Mapping[str, Any], key: str = "") -> None:
        self._raw = raw
        self.key = key

    def value(self, path: str, kind: type[V]) -> V | None:
        """The value of the leaf at that dotted path, when it has the type asked for."""
        leaf = self._find(path)
        found = leaf.get("value") if isinstance(leaf, Mapping) else None
        return found if type(found) is kind else None

    def texts(self, path: str) -> tuple[str, ...]:
        """The texts of a list leaf; anything that is no text is left out."""
        found = self.value(path, list) or []
        return tuple(item for item in found if isinstance(item, str))

    def plain(self, path: str) -> str:
        """A plain identifier, "" when absent."""
        found = self._find(path)
        return found if isinstance(found, str) else ""

    def number(self, path: str) -> int | None:
        """A plain whole number, None when absent or something else."""
        found = self._find(path)
        return found if type(found) is int else None

    def each(self, path: str) -> Iterator["Draft"]:
        """The tables of a list of tables, each with its own key ("prizes.award")."""
        found = self._find(path)
        for position, item in enumerate(found if isinstance(found, list) else []):
            if isinstance(item, Mapping):
                yield Draft(item, f"{path}.{identifier(item) or position}")

    def has(self, path: str) -> bool:
        """Whether anything stands at that path."""
        return self._find(path) is not None

    def _find(self, path: str) -> Any:
        found: Any = self._raw
        for part in path.split("."):
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        return found


def identifier(item: Mapping[str, Any]) -> str:
    """What tells an entry of a list from its neighbours: id, stage name or trigger."""
    for name in ("id", "name", "trigger"):
        if isinstance(item.get(name), str):
            return str(item[name])
    return ""
