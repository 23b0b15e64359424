"""The vote of a record counted again."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from rules.ballot import count
from rules.casting import tally_open
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import BallotRecord, Record

SECTION = "ballot"


def check(record: Record) -> Iterator[Discrepancy]:
    """Candidates who should not stand, and lists that do not follow from the tallies."""
    if record.ballot is None:
        return
    yield from _candidates(record, record.ballot)
    yield from guarded(SECTION, "", partial(_votes, record, record.ballot))
    yield from guarded(SECTION, "", partial(_result, record, record.ballot))


def _candidates(record: Record, own: BallotRecord) -> Iterator[Discrepancy]:
    for ref, candidate in own.candidates.items():
        if record.shortlist and ref not in record.shortlist.result.chosen:
            sentence = f"{ref} 未入围，却列为候选单位。"
            yield Discrepancy(SECTION, ref, "not_shortlisted", sentence)
        if record.combined and record.combined.scores.get(ref) != candidate.combined:
            sentence = f"{ref} 表决所用的综合得分与记录的综合得分不一致。"
            yield Discrepancy(SECTION, ref, "combined", sentence)


def _votes(record: Record, own: BallotRecord) -> Iterator[Discrepancy]:
    """Names in a secret vote, none in an open one, or totals that the votes do not make."""
    if record.policy.vote.secret.value:
        if own.votes:
            sentence = "规定无记名投票，记录却登记了委员的投票。"
            yield Discrepancy(SECTION, "", "secret", sentence)
        return
    if len(own.votes) != len(own.rounds):
        sentence = "规定记名投票，记录没有逐轮登记委员的投票。"
        yield Discrepancy(SECTION, "", "unnamed", sentence)
        return
    for number, (held, votes) in enumerate(zip(own.rounds, own.votes, strict=True), start=1):
        said = {t.candidate: t for t in tally_open(votes, {t.candidate: () for t in held.tallies})}
        if said != {t.candidate: replace(t, recused=0) for t in held.tallies}:
            sentence = f"第 {number} 次投票的合计与逐一登记的投票不一致。"
            yield Discrepancy(SECTION, str(number), "votes", sentence)


def _result(record: Record, own: BallotRecord) -> Iterator[Discrepancy]:
    again = count(record.policy, own.appointed, own.present, own.candidates, own.rounds)
    said = own.result
    if not again.next_prize:  # records of 0.2.0 name a next round although nobody is left for it
        said = replace(said, next_prize="")
    if again != said:
        sentence = "建议名单由各轮票数重新统计后不一致。"
        yield Discrepancy(SECTION, "", "result", sentence)
