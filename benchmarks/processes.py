"""What a system's processes cost: CPU seconds and memory, read from /proc."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(c) for t in threads for c in (t / "children").read_text().split()]
    except OSError:
        return
    yield pid
    for child in children:
        yield from tree(child)


def cpu_seconds(roots: Sequence[int]) -> float:
    """Spent so far, by children that have ended as well."""
    return sum(_cpu(pid) for root in roots for pid in tree(root))


def memory_mib(roots: Sequence[int]) -> float:
    """Resident memory; a page that several processes share counts once."""
    return sum(_pss(pid) for root in roots for pid in tree(root)) / 1024


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
