"""``python -m benchmarks.page``: writes docs/performance.md from var/bench/summary.json."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.plot import plot

SUMMARY, PAGE = Path("var/bench/summary.json"), Path("docs/performance.md")
PLOTS = Path("docs/images")
_SIZED = re.compile(r"(?P<what>.+), (?P<size>\d+) (?P<of>editions|applicants)$")
Row = dict[str, Any]
_HEAD = """# Performance

Written by `python -m benchmarks.page` from what `make bench` measured on {machine}. Measure again
before you rely on a figure: machines differ, which is why times are judged as ratios.

A *transition* is a decision and all that follows until the next stage waits: the answer is
checked, the decision written, the stage enacted (papers, letters queued, audit events) and the next
one opened. The peers run an empty stage. All systems are up together and take turns. CPU counts
until half a second after the next stage waits, for this system three seconds, because a run tells
its end late. Airflow runs eight tasks at a time: with its default of 32 SQLite is locked so often
that its scheduler gives up.
"""
_FORK = """## Why each run has a process of its own

A forked child of a clean, loaded process is as isolated as a new process: it may crash, leak, be
killed or time out, and takes its memory with it. Runs inside the worker would share all that, could
be neither killed nor timed out (a thread cannot be), and would go on with old code. The line "a run
in a forked child" says what that costs: a small flow in a child, beside the same inside.
"""
_FLOOR = """## What no worker gets below

Between an answer and the next stage asleep lie ten requests to Prefect's server. Made one by
one, by a client that does nothing else on a server that does nothing else, they take {least}; see
`benchmarks/floor.py`. Beside them a transition has two engines that start, the decision, its papers
and letters, and the events that wake the worker; a child gets ready while its run is taken. For
comparison: a twelfth of {serve} is {twelfth}, a quarter of {airflow} is {quarter}. DBOS writes to
its own tables inside the process and looks for messages once a second, so its median says at which
moment of that second the answers came.
"""
_SEAMS = """## What each seam brings

Where this system leans on how Prefect is made inside (`deployments/engine/seams`), one system as it
is delivered and one without the seam took turns; see `benchmarks/seams.py`.
"""
VERDICTS = {
    "sqlite": "kept: without it writers meet `database is locked`",
    "requests": "kept: without it a hundred open streams stop the server",
    "schemas": "kept until Prefect does so itself",
    "answers": "kept",
    "related": "kept",
    "suspensions": "kept",
}
_CROWD = """Transitions and ticks among 50 and 500 editions were measured when those had just been
brought, while the server still wrote down what they did; time is scaled there, so that each tick
looks at the alarms of all editions. On real time it looks at those that something has happened to:
see the lines "tick" above.
"""


def main() -> int:
    if not SUMMARY.exists():
        print("没有 var/bench/summary.json，请先运行 make bench。", file=sys.stderr)
        return 2
    summary = json.loads(SUMMARY.read_text(encoding="utf-8"))
    PAGE.write_text("\n".join(page(summary)), encoding="utf-8")
    print(PAGE)
    return 0


def page(summary: dict[str, Any]) -> Iterator[str]:
    """The lines of the page, in Markdown."""
    rows: list[Row] = summary["rows"]
    sized = [row for row in rows if _SIZED.match(row["name"])]
    parts = [row for row in rows if row["name"].startswith("profile: ")]
    requests = [row for row in rows if row["name"].startswith("request: ")]
    seams = [row for row in rows if row["name"].startswith("seam: ")]
    special = [*sized, *parts, *requests, *seams]
    yield _HEAD.format(machine=summary["machine"])
    yield from _targets([row for row in rows if row not in special])
    yield from _profile(parts)
    yield from _floor(rows)
    yield _FORK
    yield from _requests(requests)
    yield from seam_lines(seams)
    yield from _growth(sized)


def _targets(rows: list[Row]) -> Iterator[str]:
    yield from ("## Figures", "", "| what | here | peer | against | ratio | target | met |")
    yield "|---|---:|---:|---|---:|---|---|"
    for row in rows:
        if "skipped" in row or "failed" in row:
            first, *_, last = 2 * (row.get("skipped") or row["failed"]).strip().splitlines()
            why = first if first == last else f"{first} … {last}"
            yield f"| {row['name']} | | | {row.get('against', '')} | | | not measured: {why} |"
            continue
        met = {True: "yes", False: "**no**", None: ""}[row.get("ok")]
        peer = _figure(row["reference"], row["unit"]) if "reference" in row else ""
        ratio = _ratio(row["ratio"]) if "ratio" in row else ""
        target, against = row.get("target", ""), row.get("against", "")
        ours = _figure(row["ours"], row["unit"])
        yield f"| {row['name']} | {ours} | {peer} | {against} | {ratio} | {target} | {met} |"
    yield ""


def _profile(parts: list[Row]) -> Iterator[str]:
    yield from ("## Where the time of one transition goes", "", "| part | ms |", "|---|---:|")
    for row in parts:
        yield f"| {row['name'].removeprefix('profile: ')} | {row['ours']:.0f} |"
    yield from (f"| **sum of the medians** | **{sum(row['ours'] for row in parts):.0f}** |", "")


def _floor(rows: list[Row]) -> Iterator[str]:
    """Only where all of it was measured."""
    least = next((row["ours"] for row in rows if row["name"].startswith("the requests of")), None)
    peers = {row["against"]: row.get("reference") for row in rows if row["name"] == "transition"}
    serve, airflow = peers.get("prefect serve, poll 1 s"), peers.get("airflow 3.3 hitl")
    if least and serve and airflow:
        seconds = {
            "least": least, "serve": serve, "twelfth": serve / 12,
            "airflow": airflow, "quarter": airflow / 4,
        }  # fmt: skip
        yield _FLOOR.format(**{name: f"{value:.2f} s" for name, value in seconds.items()})


def _requests(rows: list[Row]) -> Iterator[str]:
    yield from ("## What a transition asks the server", "", "| for | requests |", "|---|---:|")
    for row in rows:
        yield f"| {row['name'].removeprefix('request: ')} | {row['ours']:.0f} |"
    yield from ("", "`tests/benchmarks/test_calls.py` holds the count.", "")


def seam_lines(rows: list[Row]) -> Iterator[str]:
    """What each seam brings, and why it is kept; nothing where they were not measured."""
    if not rows:
        return
    yield from (_SEAMS, "| seam | of what | with it | without | gain | verdict |")
    yield "|---|---|---:|---:|---:|---|"
    for row in rows:
        _, seam, what = row["name"].split(": ")
        ours, theirs = (_figure(row[each], row["unit"]) for each in ("ours", "reference"))
        gain = f"{1 - row['ratio']:.0%}"
        yield f"| {seam} | {what} | {ours} | {theirs} | {gain} | {VERDICTS[seam]} |"
    yield ""


def _growth(rows: list[Row]) -> Iterator[str]:
    """A table and a plot for editions and for applicants, cost against size."""
    for of in ("editions", "applicants"):
        lines: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        for row in rows:
            found = _SIZED.match(row["name"])
            if found and found["of"] == of:
                lines[found["what"], row["unit"]][int(found["size"])] = row["ours"]
        sizes = sorted({size for line in lines.values() for size in line})
        if not sizes:
            continue
        yield from (f"## Growth with {of}", "", f"| {of} | {' | '.join(map(str, sizes))} |")
        yield "|---|" + "---:|" * len(sizes)
        for (what, unit), line in lines.items():
            cells = [_figure(line[size], unit) if size in line else "" for size in sizes]
            yield f"| {what} | {' | '.join(cells)} |"
        yield from ("", *_plotted(of, lines), "")
        if of == "editions":
            yield _CROWD


def _plotted(of: str, lines: dict[tuple[str, str], dict[int, float]]) -> Iterator[str]:
    """Draws the lines in seconds that have two points or more."""
    drawn = {what: line for (what, unit), line in lines.items() if unit == "s" and len(line) > 1}
    if drawn:
        file = PLOTS / f"performance-{of}.svg"
        file.write_text(plot(f"seconds against {of}", drawn), encoding="utf-8")
        yield f"![Seconds against {of}](images/{file.name})"


def _figure(value: float, unit: str) -> str:
    if unit == "queries":
        return f"{value:.0f} queries"
    return f"{value:,.0f} {unit}" if abs(value) >= 1000 else f"{value:.3g} {unit}"


def _ratio(value: float) -> str:
    return f"1/{1 / value:.1f}" if 0 < value < 1 else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
