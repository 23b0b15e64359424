"""The publicity period of a record (article 20), counted again from proof and calendar."""

from collections.abc import Iterator
from functools import partial

from rules.calendar import WorkCalendar, YearPlan
from rules.publicity import missing_channels, period, publicity_rule
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import PublicityRecord, Record

SECTION = "publicity"


def check(record: Record) -> Iterator[Discrepancy]:
    """A channel without proof, a period that does not follow, a list closed before its end."""
    if record.publicity:
        yield from guarded(SECTION, "", partial(_period, record, record.publicity))


def _period(record: Record, own: PublicityRecord) -> Iterator[Discrepancy]:
    missing = missing_channels(own.proofs, publicity_rule(record.policy))
    if missing:
        sentence = f"{'、'.join(missing)}没有公示凭据，公示期不能起算。"
        yield Discrepancy(SECTION, "", "missing", sentence)
        return
    plans = {
        one.year: YearPlan(frozenset(one.off_days), frozenset(one.make_up_workdays), one.source)
        for one in own.years
    }
    if period(own.proofs, record.policy, WorkCalendar(plans)) != own.period:
        sentence = "公示期由各渠道的公示凭据和放假安排重新计算后不一致。"
        yield Discrepancy(SECTION, "", "period", sentence)
    if not own.period.has_ended(own.closed_at):
        yield Discrepancy(SECTION, "", "too_early", "公示期未满，公示已经结束。")
