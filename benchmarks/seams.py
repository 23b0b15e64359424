"""What each seam brings: transitions with one of them switched off, in turn with all of them on.

Two systems are up at the same time, one as it is delivered and one without the seam, and take
turns, so that whatever disturbs the machine disturbs both. Where a seam is about many at once, each
of the two brings a crowd of editions to their first gate as well, one after the other.
"""

import statistics
from collections.abc import Iterator

from benchmarks.peers.program import Peer, Running
from benchmarks.row import Row
from benchmarks.transitions import OURS
from deployments.engine.seams.switches import OFF, SEAMS

_OF_MANY = {"sqlite", "requests"}
_CROWD = 20


def rows(*, quick: bool) -> list[Row]:
    count, crowd = (4, 4) if quick else (16, _CROWD)
    return [row for seam in SEAMS for row in _rows(seam, count, crowd)]


def _rows(seam: str, count: int, crowd: int) -> Iterator[Row]:
    without = Peer(f"without {seam}", OURS.module, environment=((OFF, seam),))
    with Running(OURS) as on, Running(without) as off:
        hops = _hops([on, off], count)
        yield _row(seam, "transition", "s", [statistics.median(each[0]) for each in hops])
        yield _row(seam, "cpu a transition", "CPU s", [each[1] / count for each in hops])
        if seam in _OF_MANY:
            times = [each.bring(crowd) for each in (on, off)]
            yield _row(seam, f"{crowd} editions to their first gate", "s", times)


def _hops(systems: list[Running], count: int) -> list[tuple[list[float], float]]:
    """The seconds of each system's hops, and the CPU seconds of all of them."""
    for each in systems:
        each.bring(1 + count // 2)
        each.hop()  # warms caches
    found: list[tuple[list[float], float]] = [([], each.cpu()) for each in systems]
    for turn in range(count):
        for each, (hops, _) in list(zip(systems, found, strict=True))[:: -1 if turn % 2 else 1]:
            hops.append(each.hop())
    return [
        (hops, each.cpu() - before) for each, (hops, before) in zip(systems, found, strict=True)
    ]


def _row(seam: str, what: str, unit: str, figures: list[float]) -> Row:
    ours, reference = figures
    name = f"seam: {seam}: {what}"
    return Row(name=name, unit=unit, ours=ours, reference=reference, against="without it")
