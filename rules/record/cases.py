"""Bars from applying in a record (articles 25, 26 and 29), worked out again from the decisions."""

from collections.abc import Iterator
from functools import partial

from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import CaseRecord, Record
from rules.sanctions import ban

SECTION = "cases"


def check(record: Record) -> Iterator[Discrepancy]:
    """A bar that does not follow from the ground and the day of the decision."""
    for case in record.cases:
        yield from guarded(SECTION, str(case.number), partial(_bar, record, case))


def _bar(record: Record, case: CaseRecord) -> Iterator[Discrepancy]:
    due = ban(
        record.policy,
        case.trigger,
        uscc=case.uscc,
        decided_on=case.decided_on,
        edition_end=case.edition_end,
    )
    if due != case.ban:
        until = f"应当至{due.until.isoformat()}" if due else "不应取消申报资格"
        sentence = f"第 {case.number} 号案件的申报资格限制与规定不符，{until}。"
        yield Discrepancy(SECTION, str(case.number), "ban", sentence)
