"""The audit chain of a record."""

from collections.abc import Iterator
from functools import partial

from rules.chain import GENESIS, link
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import Record

_HASHES = {"prev_sha256", "sha256"}


def check(record: Record) -> Iterator[Discrepancy]:
    """The first event that does not fit; what follows it proves nothing any more.

    An event reduced to its two hashes belongs to another edition: only its place is checked.
    """
    return guarded("events", "", partial(_chain, record))


def _chain(record: Record) -> Iterator[Discrepancy]:
    previous = GENESIS
    for position, event in enumerate(record.events):
        own = event.get("sha256")
        fits = event.get("prev_sha256") == previous
        if set(event) != _HASHES:
            fits = fits and own == link(previous, event)
        if not fits:
            sentence = f"留痕记录第 {position + 1} 条与前后不相衔接，其内容或次序被改动过。"
            yield Discrepancy("events", str(position), "chain", sentence)
            return
        previous = str(own)
