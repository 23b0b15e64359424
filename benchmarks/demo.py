"""A whole edition of 24 applicants, as ``make demo`` plays it: from its opening to its record.

Of each play the server's start and the imports are left out; what a person would see is in it:
seven months of simulated time, 94 files handed in, thirteen decisions, every letter and paper.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.row import Row

_COMMAND = str(Path(sys.executable).with_name("zhijiang"))


def rows(*, quick: bool = False) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_play(Path(folder) / str(number)) for number in range(1 if quick else 3)]
    found = statistics.median(seconds)
    return [Row(name="demo of 24 applicants", unit="s", ours=found, target="< 45")]


def _play(home: Path) -> float:
    """The seconds of one play, which must have ended well."""
    subprocess.run([_COMMAND, "demo", "--home", str(home)], check=True, capture_output=True)
    summary = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    return float(summary["seconds"])
