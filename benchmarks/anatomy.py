"""One transition taken apart: each millisecond, each request; and a stage that is reopened."""

import os
import statistics

from benchmarks.peers.calls import PURPOSES
from benchmarks.peers.program import Running
from benchmarks.row import Row
from benchmarks.transitions import OURS


def rows(*, quick: bool) -> list[Row]:
    """From the signature under a call to the intake asleep: medians in ms, and requests."""
    count = 2 if quick else 10
    os.environ["BENCHMARK_LOG_LEVEL"] = "info"
    courses = []
    with Running(OURS) as system:
        system.bring(count)
        for _ in range(count):
            system.hop()  # the chair's confirmations
        for _ in range(count):
            system.calls()  # forgets what came before
            system.hop()
            courses.append(system.course())
        calls = system.calls()
        reopened = [system.reopen() for _ in range(count)]
    parts = [
        Row(name=f"profile: {number}. {steps[0][0]}", unit="ms", ours=_median(steps))
        for number, steps in enumerate(zip(*courses, strict=True), start=1)
    ]
    reopening = Row(name="reopening a stage", unit="s", ours=statistics.median(reopened))
    return [reopening, *parts] + [
        Row(name=f"request: {PURPOSES.get(kind, kind)}", unit="requests", ours=float(times))
        for kind, times in sorted(calls.items(), key=lambda item: -item[1])
    ]


def _median(steps: tuple[tuple[str, float], ...]) -> float:
    return statistics.median(milliseconds for _, milliseconds in steps)
