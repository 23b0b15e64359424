"""Who was kept out of which draw (article 30), looked for again in the same facts."""

from collections.abc import Iterator
from functools import partial

from rules.conflicts import conflicts_between, exclusions
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import ConflictsRecord, DrawsRecord, PanelRecord, Record

SECTION = "conflicts"


def check(record: Record) -> Iterator[Discrepancy]:
    """Members who should have been kept out, and those kept out without a reason that holds."""
    draws = record.draws
    if draws is None or draws.conflicts is None:
        return
    for panel in draws.panels:
        check_one = partial(_panel, record, draws, draws.conflicts, panel)
        yield from guarded(SECTION, str(panel.number), check_one)


def _panel(
    record: Record, draws: DrawsRecord, known: ConflictsRecord, panel: PanelRecord
) -> Iterator[Discrepancy]:
    subject = str(panel.number)
    yield from _unknown(known, panel)
    due = _due(record, known, panel)
    taken = {
        member
        for other in draws.panels
        if other.number < panel.number and set(other.stages) & set(panel.stages)
        for member in other.draw.panel
    }
    for member in sorted({*due, *panel.draw.excluded}):
        if member in due and panel.draw.excluded.get(member) != due[member]:
            sentence = f"第 {subject} 评审组抽取时，{member}应当回避而未按此排除：{due[member]}"
            yield Discrepancy(SECTION, subject, "conflict", sentence)
        elif member not in due and member not in taken:
            sentence = f"第 {subject} 评审组抽取时排除了{member}，从记录的利害关系看不出理由。"
            yield Discrepancy(SECTION, subject, "no_conflict", sentence)


def _unknown(known: ConflictsRecord, panel: PanelRecord) -> Iterator[Discrepancy]:
    """Members and applicants about whom the record says nothing."""
    members = set(panel.pool) - {one.id for one in known.reviewers}
    applicants = set(panel.refs) - {one.ref for one in known.applicants}
    if missing := sorted(members | applicants):
        sentence = f"记录没有{'、'.join(missing)}的利害关系资料，不能核对第 {panel.number} 评审组。"
        yield Discrepancy(SECTION, str(panel.number), "no_facts", sentence)


def _due(record: Record, known: ConflictsRecord, panel: PanelRecord) -> dict[str, str]:
    own = [one for one in known.applicants if one.ref in panel.refs]
    found = (
        finding
        for reviewer in known.reviewers
        if reviewer.id in panel.pool
        for finding in conflicts_between(reviewer, own, policy=record.policy, on=known.on)
    )
    return exclusions(found)
