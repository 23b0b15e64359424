"""A whole edition of 24 applicants, as ``make demo`` plays it: from its opening to its record.

Of each play the server's start and the imports are left out; what a person would see is in it:
seven months of simulated time, 94 files handed in, thirteen decisions, every letter and paper. An
earlier version of this project, taken from its history, plays the same in turn.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from benchmarks.row import Row

BEFORE = "6a01466"
_MAIN = "import sys; from cli.main import main; sys.exit(main())"
_NAME = "demo of 24 applicants"
_AGAINST = f"the version before, {BEFORE}"
_TARGET = "<= 3/2"
_ROOT = Path(__file__).parent.parent


def rows(*, quick: bool = False) -> list[Row]:
    times: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder, "before")
        if why := _take_out(before):
            return [Row(name=_NAME, unit="s", against=_AGAINST, target=_TARGET, skipped=why)]
        for number in range(1 if quick else 3):
            home = Path(folder, str(number))
            times.append((_play(_ROOT, home / "ours"), _play(before, home / "before")))
    ours, reference = (statistics.median(each) for each in zip(*times, strict=True))
    return [
        Row(name=_NAME, unit="s", ours=ours, reference=reference, against=_AGAINST, target=_TARGET)
    ]


def _take_out(folder: Path) -> str:
    """The files of that version; says why they cannot be had."""
    command = ["git", "-C", str(_ROOT), "archive", BEFORE]
    try:
        done = subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return f"there is no history with {BEFORE} here"
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return ""


def _play(root: Path, home: Path) -> float:
    """The seconds of one play of the code in ``root``, which must have ended well."""
    command = [sys.executable, "-c", _MAIN, "demo", "--home", str(home)]
    here = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run(command, check=True, capture_output=True, cwd=root, env=here)
    summary = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    return float(summary["seconds"])
