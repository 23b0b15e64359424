"""The shortlist and the combined scores of a record made again."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from rules.ranking import DOCUMENT, display, weigh
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import CombinedRecord, Record, ShortlistRecord
from rules.shortlist import decide, shortlist


def check(record: Record) -> Iterator[Discrepancy]:
    """Lists and scores that do not follow from the reviews."""
    if record.shortlist:
        yield from guarded("shortlist", "", partial(_shortlist, record, record.shortlist))
    if record.combined:
        for ref, score in record.combined.scores.items():
            check_one = partial(_combined, record, record.combined, ref, score)
            yield from guarded("combined", ref, check_one)


def _shortlist(record: Record, own: ShortlistRecord) -> Iterator[Discrepancy]:
    totals = {ref: review.score.total for ref, review in record.reviews_of(DOCUMENT).items()}
    for ref in sorted(own.scores.keys() | totals.keys()):
        if ref not in own.scores and ref in record.withdrawn:
            continue
        if own.scores.get(ref) != totals.get(ref):
            sentence = f"{ref} 入围所用的得分与资料评审得分不一致。"
            yield Discrepancy("shortlist", ref, "score", sentence)
    if decide(shortlist(own.scores, record.policy), own.choices) != own.result:
        sentence = "入围名单由得分和承办机构的决定重新得出后不一致。"
        yield Discrepancy("shortlist", "", "result", sentence)
    if own.result.undecided:
        sentence = f"{'、'.join(own.result.undecided)}是否入围没有确定。"
        yield Discrepancy("shortlist", "", "undecided", sentence)


def _combined(
    record: Record, own: CombinedRecord, ref: str, score: Fraction
) -> Iterator[Discrepancy]:
    parts = {review.stage: review.score.total for review in record.reviews if review.ref == ref}
    parts |= {name: scores[ref] for name, scores in own.outside.items() if ref in scores}
    again = weigh(parts, record.policy.scoring.weights.value)
    if again != score:
        sentence = f"{ref} 的综合得分应为 {display(again)}，记录为 {display(score)}。"
        yield Discrepancy("combined", ref, "score", sentence)
