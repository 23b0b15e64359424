"""The audit chain: every event carries the hash of the one before it.

Whoever changes, removes or inserts an event breaks every hash that follows, and anyone with the
exported events can find the place. The chain says that a record was altered, not by whom.
"""

import hashlib
from collections.abc import Iterable, Mapping

from rules.canonical import canonical_json

GENESIS = "0" * 64
"""What the first event of a chain names as its predecessor."""

_HASHES = frozenset({"prev_sha256", "sha256"})


def link(prev_sha256: str, event: Mapping[str, object]) -> str:
    """SHA-256 of the predecessor's hash, a newline and the event's canonical text, in hex.

    The event's own `prev_sha256` and `sha256` do not take part, so a stored event can be
    passed as it is.
    """
    facts = {key: value for key, value in event.items() if key not in _HASHES}
    return hashlib.sha256(f"{prev_sha256}\n{canonical_json(facts)}".encode()).hexdigest()


def first_broken(events: Iterable[Mapping[str, object]]) -> int | None:
    """Position (from 0) of the first event that does not fit, None when the chain holds.

    Each event carries `prev_sha256` and `sha256`, in the order they were written.
    """
    previous = GENESIS
    for position, event in enumerate(events):
        own = link(previous, event)
        if event.get("prev_sha256") != previous or event.get("sha256") != own:
            return position
        previous = own
    return None
