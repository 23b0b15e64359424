"""What two end states differ in: things lost, things doubled, things that are not the same."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Verdict:
    """How a disturbed edition came out against an undisturbed one."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def add(self, other: "Verdict") -> None:
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.differences += other.differences


def compare(undisturbed: Path, disturbed: Path) -> Verdict:
    """Two ``snapshot.json``; a chain or record that does not hold is a difference."""
    wanted, found = (
        json.loads(path.read_text(encoding="utf-8")) for path in (undisturbed, disturbed)
    )
    verdict = _counted(_names(wanted), _names(found))
    missing = set(verdict.lost) | set(verdict.duplicated)
    before, after = _contents(wanted), _contents(found)
    verdict.differences += [
        f"{name}: {sorted((before[name] - after[name]).elements())} → "
        f"{sorted((after[name] - before[name]).elements())}"
        for name in before
        if name not in missing and before[name] != after[name]
    ]
    if not found["holds"]:
        verdict.differences.append("the record does not hold")
    return verdict


def _counted(wanted: Counter[str], found: Counter[str]) -> Verdict:
    return Verdict(list((wanted - found).elements()), list((found - wanted).elements()))


def _names(snapshot: dict[str, Any]) -> Counter[str]:
    return Counter(f"{thing['kind']} {thing['named']}" for thing in snapshot["things"])


def _contents(snapshot: dict[str, Any]) -> dict[str, Counter[str]]:
    contents: dict[str, Counter[str]] = {}
    for thing in snapshot["things"]:
        name = f"{thing['kind']} {thing['named']}"
        contents.setdefault(name, Counter())[thing["content"]] += 1
    return contents
