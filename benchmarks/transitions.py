"""A decision, and how long until the next stage waits: this system and its peers in turn.

All are up at the same time and take turns, so that whatever disturbs the machine disturbs all.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.peers.program import NotInstalled, Peer, Running
from benchmarks.row import Row

OURS = Peer("zhijiang", "benchmarks.peers.zhijiang")
PEERS = {
    Peer("prefect serve, poll 1 s", "benchmarks.peers.prefect_serve"): "<= 1/12",
    Peer("airflow 3.3 hitl", "benchmarks.peers.airflow_hitl", "apache-airflow==3.3.2"): "<= 1/4",
    Peer("dbos on sqlite", "benchmarks.peers.dbos_sqlite", "dbos==3.4.0"): "< 1",
}

_SETTLE_SECONDS = 0.5
_OUR_SETTLE_SECONDS = 3.0  # a run tells its end and its tasks when the next stage waits


@dataclass(slots=True)
class Measured:
    """One system's hops in seconds, CPU a hop, and memory with one workflow waiting."""

    hops: list[float] = field(default_factory=list)
    cpu: float = 0.0
    memory: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.hops)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.hops, n=20, method="inclusive")[-1]


def rows(*, quick: bool) -> list[Row]:
    count = 6 if quick else 30
    with ExitStack() as stack:
        up: dict[Peer, Running | str] = {}
        for peer in (OURS, *PEERS):
            try:
                up[peer] = stack.enter_context(Running(peer))
            except (NotInstalled, RuntimeError) as reason:
                up[peer] = str(reason)
        running = {peer: each for peer, each in up.items() if isinstance(each, Running)}
        measured = {peer: Measured() for peer in running}
        for turn in range(count + 1):
            for peer, each in list(running.items()):
                try:
                    _hop(each, measured[peer], count, turn)
                except RuntimeError as reason:
                    up[peer] = str(reason)
                    del running[peer]
    reasons = {peer: each for peer, each in up.items() if isinstance(each, str)}
    return list(_rows(measured, reasons))


def _hop(each: Running, found: Measured, count: int, turn: int) -> None:
    """One measured hop; in turn 0 the workflows are brought, and the first hop warms caches."""
    if turn == 0:
        each.bring(1)
        found.memory = each.memory()
        each.bring(count // 2)
        each.hop()
        return
    before = each.cpu()
    found.hops.append(each.hop())
    # what is done after the next stage waits costs as well
    time.sleep(_OUR_SETTLE_SECONDS if each.peer is OURS else _SETTLE_SECONDS)
    found.cpu += (each.cpu() - before) / count


def _rows(measured: dict[Peer, Measured], reasons: dict[Peer, str]) -> Iterator[Row]:
    ours = measured[OURS]
    for peer, target in PEERS.items():
        if peer in reasons:
            yield Row(name="transition", unit="s", against=peer.name, skipped=reasons[peer])
            continue
        theirs = measured[peer]
        for name, unit, mine, other, bound in (
            ("transition", "s", ours.median, theirs.median, target),
            ("transition p95", "s", ours.p95, theirs.p95, ""),
            ("cpu a transition", "CPU s", ours.cpu, theirs.cpu, ""),
            ("memory, 1 waiting", "MiB", ours.memory, theirs.memory, ""),
        ):
            yield Row(
                name=name, unit=unit, ours=mine, reference=other, against=peer.name, target=bound
            )
