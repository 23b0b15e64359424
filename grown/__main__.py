"""``python -m grown``: an edition on several machines, undisturbed and disturbed, and compared.

``--small`` takes a few packages of the examples, ``--acts N`` stops after so many acts, ``--cities
N`` plays N cities side by side and looks whether one sees another. Writes
``var/grown/summary.json``; exit code 1 when anything was lost, doubled, different or seen.
"""

import argparse
import json
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.compare import Verdict, compare
from chaos.small import EXAMPLES, small_examples
from grown.city import City
from grown.disturbance import disturbing
from grown.ground import Ground, Missing, standing_ground
from grown.isolation import what_is_shared
from grown.packs import write_packs
from grown.parts import NotStarted, running_parts
from grown.playing import Broken, play, snapshot_of

HOME = Path("var/grown")
PACK = "qinzhou-2021"
_PAUSE = 15.0  # seconds between two ends


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be played, and where."""

    home: Path
    examples: Path
    acts: int
    pause: float


@dataclass(slots=True)
class Found:
    """What a run of this program found."""

    processes: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    seconds: dict[str, int] = field(default_factory=dict)
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def is_fine(self) -> bool:
        return not (self.verdict.lost or self.verdict.duplicated or self.verdict.differences)

    def write(self, path: Path) -> None:
        verdict = self.verdict
        facts: dict[str, Any] = {
            "processes": self.processes,
            "killed": len(self.killed),
            "kinds": self.killed,
            "lost": len(verdict.lost),
            "duplicated": len(verdict.duplicated),
            "differences": [*verdict.lost, *verdict.duplicated, *verdict.differences],
            "seconds": self.seconds,
        }
        path.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def main(*, cities: int, small: bool, acts: int, home: Path = HOME, pause: float = _PAUSE) -> int:
    """The exit code; see above."""
    home = home.resolve()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    examples = small_examples(home / "examples") if small else EXAMPLES
    course = Course(home, examples, acts, pause)
    found = Found()
    try:
        with running_parts(home / "logs") as parts, standing_ground(parts, home) as ground:
            if cities > 1:
                _side_by_side(ground, course, cities, found)
            else:
                _disturbed(ground, course, found)
    except (Broken, Missing, NotStarted) as error:
        print(error, file=sys.stderr)
        found.verdict.differences.append(str(error))
    found.write(home / "summary.json")
    print((home / "summary.json").read_text(encoding="utf-8"))
    return 0 if found.is_fine else 1


def _disturbed(ground: Ground, course: Course, found: Found) -> None:
    """Two cities with one key, one after the other: what they leave must be the same."""
    quiet = City(ground, "quiet", 1, course.home / "quiet", PACK, "one")
    print(f"{quiet.name}：启动……", flush=True)
    quiet.start()
    _play(quiet, course, found)
    ground.parts.stop(quiet.names())
    loud = City(ground, "loud", 2, course.home / "loud", PACK, "one")
    print(f"{loud.name}：启动……", flush=True)
    loud.start()
    found.processes = sorted(ground.parts.names)
    with disturbing(loud, course.pause, found.killed) as disturbance:
        _play(loud, course, found)
    found.verdict.differences += [f"没来得及结束：{kind}" for kind in disturbance.missing()]
    found.verdict.add(compare(snapshot_of(quiet), snapshot_of(loud)))


def _side_by_side(ground: Ground, course: Course, count: int, found: Found) -> None:
    """Each with a pack, a key and a Prefect of its own, on one PostgreSQL."""
    folder = course.home / "packs"
    packs = write_packs(folder, count)
    cities = [
        City(
            ground, name, number, course.home / name, name, name,
            {"ZHIJIANG_PACKS": str(folder), "ZHIJIANG_PACK": name},
        )
        for number, name in enumerate(packs, 1)
    ]  # fmt: skip
    for city in cities:
        city.start()
    found.processes = sorted(ground.parts.names)
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda city: _play(city, course, found), cities))
    found.verdict.differences += what_is_shared(cities)


def _play(city: City, course: Course, found: Found) -> None:
    print(f"{city.name}：开始一届……", flush=True)
    begun = time.monotonic()
    play(city, course.examples, course.acts)
    found.seconds[city.name] = round(time.monotonic() - begun)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m grown")
    parser.add_argument("--cities", type=int, default=1)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--acts", type=int, default=99)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = _arguments()
    sys.exit(main(cities=chosen.cities, small=chosen.small, acts=chosen.acts))
