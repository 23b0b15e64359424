"""Time stamps in a record's chain. What a stamp says is asked of a function that is handed in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rules.record.discrepancy import Discrepancy

STAMPED = "chain.stamped"
Holds = Callable[[str, str], bool]
"""Whether the token, in base64, stamps that head."""


def check_stamps(events: Sequence[Mapping[str, Any]], holds: Holds) -> Iterator[Discrepancy]:
    """Stamps that are none, or are of a head that is not before them in the chain."""
    seen: set[str] = set()
    for position, event in enumerate(events):
        if event.get("action") == STAMPED:
            facts = event.get("facts")
            head, token = (facts.get("head"), facts.get("token")) if facts else (None, None)
            if head not in seen or not holds(str(head), str(token)):
                sentence = f"留痕第 {position + 1} 条的时间戳不是所给机构对之前的链头盖的。"
                yield Discrepancy("stamps", str(position), "stamp", sentence)
        seen.add(str(event.get("sha256")))
