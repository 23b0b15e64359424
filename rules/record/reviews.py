"""Reviews of a record: who may have scored, what the scores add up to, what moved on site."""

from collections.abc import Iterator
from functools import partial

from rules.ranking import DOCUMENT
from rules.reconcile import reconcile_scores
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.draws import panel_of, seat_of
from rules.record.eligibilities import eligible_refs
from rules.record.model import Record, ReviewRecord
from rules.recusal import Ground, Recusal, takes_out
from rules.scoring import combine

SECTION = "reviews"


def check(record: Record) -> Iterator[Discrepancy]:
    """Scores that differ, and sheets or items that should not count or are not explained."""
    found_later = tuple(
        recusal
        for review in record.reviews
        for recusal in review.recusals
        if recusal.ground is Ground.FOUND_LATER
    )
    passed = eligible_refs(record)
    for review in record.reviews:
        subject = f"{review.stage}/{review.ref}"
        if passed is not None and review.ref not in passed:
            sentence = f"{review.ref} 未通过资格审查，却有评审结果。"
            yield Discrepancy(SECTION, subject, "not_eligible", sentence)
        yield from _reviewers(record, review, (*review.recusals, *found_later))
        yield from guarded(SECTION, subject, partial(_score, record, review))
        yield from _moved(record, review)


def _reviewers(
    record: Record, review: ReviewRecord, recusals: tuple[Recusal, ...]
) -> Iterator[Discrepancy]:
    subject = f"{review.stage}/{review.ref}"
    own_recusals = [recusal for recusal in recusals if recusal.covers(review.ref)]
    out = {one.reviewer for one in own_recusals if takes_out(one, record.policy)}
    stay = {one.reviewer for one in own_recusals} - out
    own = [sheet.reviewer for sheet in review.sheets]
    if counted := sorted(out & set(own)):
        sentence = f"{review.ref} 计入了已回避的{'、'.join(counted)}的评分。"
        yield Discrepancy(SECTION, subject, "recused", sentence)
    panel = panel_of(record, review.panel)
    seats = seat_of(panel, review.ref) if panel else {}
    strangers = sorted(set(own) - seats.keys() - stay) if panel else []
    if strangers:
        sentence = f"{'、'.join(strangers)}不是 {review.ref} 的评审员，却有评分。"
        yield Discrepancy(SECTION, subject, "stranger", sentence)
    held = [seats[one] for one in own if one in seats]
    if len(set(held)) < len(held):
        sentence = f"{review.ref} 计入了同一席位先后两名评审员的评分。"
        yield Discrepancy(SECTION, subject, "same_seat", sentence)
    minimum = record.policy.panel.min_after_recusal.value
    if len(own) < minimum:
        sentence = f"{review.ref} 只有 {len(own)} 份评分，少于 {minimum} 份，结果不能成立。"
        yield Discrepancy(SECTION, subject, "too_few", sentence)


def _score(record: Record, review: ReviewRecord) -> Iterator[Discrepancy]:
    subject = f"{review.stage}/{review.ref}"
    if record.criteria is None:
        sentence = "记录没有附评审标准，不能核对评分。"
        yield Discrepancy(SECTION, subject, "no_criteria", sentence)
        return
    again = combine(
        review.sheets,
        record.criteria,
        record.policy,
        consensus=review.consensus,
        leader=review.leader,
    )
    if again != review.score:
        sentence = f"{review.ref} 的得分由评分表重新计算后不一致。"
        yield Discrepancy(SECTION, subject, "score", sentence)
    if again.consensus_needed:
        items = "、".join(again.consensus_needed)
        sentence = f"{review.ref} 的条款 {items} 分差过大，没有合议记录。"
        yield Discrepancy(SECTION, subject, "consensus", sentence)


def _moved(record: Record, review: ReviewRecord) -> Iterator[Discrepancy]:
    document = record.reviews_of(DOCUMENT).get(review.ref)
    if review.stage == DOCUMENT or document is None:
        return
    compared = reconcile_scores(document.score, review.score, review.reasons)
    if not compared.is_complete:
        sentence = f"{review.ref}：{compared.sentence}"
        yield Discrepancy(SECTION, f"{review.stage}/{review.ref}", "reasons", sentence)
