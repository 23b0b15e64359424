"""The vote of a record counted again."""

from collections.abc import Iterator
from functools import partial

from rules.ballot import count
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import BallotRecord, Record

SECTION = "ballot"


def check(record: Record) -> Iterator[Discrepancy]:
    """Candidates who should not stand, and lists that do not follow from the tallies."""
    if record.ballot is None:
        return
    yield from _candidates(record, record.ballot)
    yield from guarded(SECTION, "", partial(_result, record, record.ballot))


def _candidates(record: Record, own: BallotRecord) -> Iterator[Discrepancy]:
    for ref, candidate in own.candidates.items():
        if record.shortlist and ref not in record.shortlist.result.chosen:
            sentence = f"{ref} 未入围，却列为候选单位。"
            yield Discrepancy(SECTION, ref, "not_shortlisted", sentence)
        if record.combined and record.combined.scores.get(ref) != candidate.combined:
            sentence = f"{ref} 表决所用的综合得分与记录的综合得分不一致。"
            yield Discrepancy(SECTION, ref, "combined", sentence)


def _result(record: Record, own: BallotRecord) -> Iterator[Discrepancy]:
    again = count(record.policy, own.appointed, own.present, own.candidates, own.rounds)
    if again != own.result:
        sentence = "建议名单由各轮票数重新统计后不一致。"
        yield Discrepancy(SECTION, "", "result", sentence)
