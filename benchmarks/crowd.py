"""Many at once: editions to their first gate, and what those that wait cost in memory.

Each system alone. A peer that needs more than ``_PATIENCE`` seconds for fifty is not asked for five
hundred.
"""

import statistics
import time
from collections.abc import Iterator

from benchmarks.peers.program import NotInstalled, Peer, Running
from benchmarks.row import Row
from benchmarks.transitions import OURS, PEERS

_PATIENCE = 15.0
_HOPS = 8
_SETTLE_SECONDS = 10.0
Figures = dict[str, tuple[float, str]]


def rows(*, quick: bool) -> list[Row]:
    few, many = (5, 20) if quick else (50, 500)
    ours, why = _measure(OURS, few, many, patience=float("inf"))
    if why:
        raise RuntimeError(why)
    found = [*_alone(ours, few, many)]
    for peer in PEERS:
        theirs, why = _measure(peer, few, many, patience=_PATIENCE)
        found += _beside(ours, theirs, peer.name, why)
    return found


def _measure(peer: Peer, few: int, many: int, *, patience: float) -> tuple[Figures, str]:
    """What could be measured, and why the rest could not."""
    found: Figures = {}
    try:
        with Running(peer) as running:
            return found, _fill(found, running, few, many, patience)
    except (NotInstalled, RuntimeError) as reason:
        return found, str(reason)


def _fill(found: Figures, running: Running, few: int, many: int, patience: float) -> str:
    """Figures with their units, by what they are of; says why it has left some out."""
    running.bring(1)
    found |= _state(running, 1)
    took = running.bring(few - 1) * few / (few - 1)
    found[f"{few} to their first gate"] = (took, "s")
    found |= _state(running, few)
    if took > patience:
        return f"the smaller crowd took more than {patience:.0f} s"
    took += running.bring(many - few)
    found[f"{many} to their first gate"] = (took, "s")
    found |= _state(running, many)
    return ""


def _state(running: Running, count: int) -> Figures:
    """Memory while so many wait; of our own system, a transition and a tick among them as well."""
    found = {f"memory, {count} waiting": (running.memory(), "MiB")}
    if running.peer is OURS:
        time.sleep(_SETTLE_SECONDS)  # the server still writes down what the crowd did
        hops = [running.hop() for _ in range(min(2 * count, _HOPS))]
        running.tick()  # the first one sees each new form
        found[f"transition, {count} editions"] = (statistics.median(hops), "s")
        found[f"clock's tick, {count} editions"] = (running.tick(), "s")
    return found


def _alone(ours: Figures, few: int, many: int) -> Iterator[Row]:
    took = ours[f"{few} to their first gate"][0]
    yield Row(name=f"{few} to their first gate", unit="s", ours=took, target="< 10")
    more = ours[f"memory, {many} waiting"][0] - ours[f"memory, {few} waiting"][0]
    each = more / (many - few)
    for name, (figure, unit) in ours.items():
        if name.endswith(" editions"):
            yield Row(name=name, unit=unit, ours=figure)
    yield Row(name="memory an extra waiting edition", unit="MiB", ours=each, target="<= 0.1")


def _beside(ours: Figures, theirs: Figures, against: str, why: str) -> Iterator[Row]:
    for name, (mine, unit) in ours.items():
        if name.endswith(" editions"):
            continue
        if name in theirs:
            yield Row(name=name, unit=unit, ours=mine, reference=theirs[name][0], against=against)
        else:
            yield Row(name=name, unit=unit, ours=mine, against=against, skipped=why)
