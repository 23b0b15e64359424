"""``python -m benchmarks [--quick] [NAME…]``: runs the benchmarks, writes var/bench/summary.json.

Each one runs in a process of its own. The exit code is 1 when a target was missed or a benchmark
failed; what could not be measured is a row that says why.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.row import Row

FOLDER = Path("var/bench")
_SECONDS = 1200
NAMES: tuple[str, ...] = (
    "transitions",
    "anatomy",
    "floor",
    "seams",
    "isolation",
    "crowd",
    "demo",
    "growth",
    "rules",
    "mail",
    "ticks",
    "papers",
    "pages",
)


def main() -> int:
    arguments = _arguments()
    if arguments.into:
        return _one(arguments.names[0], arguments.into, quick=arguments.quick)
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    for name in arguments.names or NAMES:
        rows += _apart(name, quick=arguments.quick)
        summary = {"machine": _machine(), "rows": rows}
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        (FOLDER / "summary.json").write_text(text, encoding="utf-8")  # what is measured is kept
    return 1 if any(row.get("ok") is False or "failed" in row for row in rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="few repetitions, small sizes")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(name: str, *, quick: bool) -> list[dict[str, Any]]:
    """The rows of one benchmark, from its own process."""
    print(f"== {name}", flush=True)
    into = FOLDER / f"{name}.json"
    into.unlink(missing_ok=True)
    command = [sys.executable, "-m", "benchmarks", name, "--into", str(into)]
    try:
        code = subprocess.run(
            command + ["--quick"] * quick, check=False, timeout=_SECONDS
        ).returncode
    except subprocess.TimeoutExpired:
        return [{"name": name, "failed": f"not done after {_SECONDS} s"}]
    if not into.exists():
        return [{"name": name, "failed": f"ended with {code} and no result"}]
    rows: list[dict[str, Any]] = json.loads(into.read_text(encoding="utf-8"))
    for row in rows:
        print("  ", *(f"{key}={value}" for key, value in row.items()), flush=True)
    return rows


def _one(name: str, into: Path, *, quick: bool) -> int:
    found: list[Row] = importlib.import_module(f"benchmarks.{name}").rows(quick=quick)
    rows = [row.as_json() for row in found]
    into.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return 0


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
