"""Editions on cities: played, and looked at from outside."""

import subprocess
import sys
from pathlib import Path

from grown.city import City


class Broken(RuntimeError):
    """The edition did not come to its end; the sentence ends with its last lines."""


def play(city: City, examples: Path, acts: int) -> None:
    """Leaves ``snapshot.json`` at the desk.

    Raises:
        Broken: it stands still, or the player gave up.
    """
    log = city.home / "play.log"
    command = (sys.executable, "-m", "chaos.played", city.pack, str(examples), str(acts))
    with log.open("wb") as out:
        played = subprocess.run(  # noqa: S603 - our own module
            command,
            env=city.environment(city.desk),
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if played.returncode != 0:
        raise Broken(f"{city.name}: {log.read_text(encoding='utf-8')[-3000:]}")


def snapshot_of(city: City) -> Path:
    return city.desk / "snapshot.json"
