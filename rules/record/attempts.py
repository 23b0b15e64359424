"""Attempts of a record: an earlier result counts again only when it had been put out of force."""

from collections.abc import Iterator

from rules.record.discrepancy import Discrepancy
from rules.record.model import Record

SECTION = "attempts"


def check(record: Record) -> Iterator[Discrepancy]:
    """Re-confirmations of what is not there, not earlier, or never fell."""
    fallen = {(one.stage, one.attempt) for one in record.attempts if one.phase == "superseded"}
    for one in record.attempts:
        if one.confirms is None:
            continue
        if one.confirms >= one.attempt or (one.stage, one.confirms) not in fallen:
            subject = f"{one.stage}/{one.attempt}"
            sentence = f"{subject} 再确认的第 {one.confirms} 次并不是此前已失效的结果。"
            yield Discrepancy(SECTION, subject, "confirms", sentence)
