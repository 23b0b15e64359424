"""Consensus talks at the gate of a review: what the panel agreed on, item by item, with a minute.

Lines of 「合议记录」: ``受理编号 条款 百分比|维持 记录``. Each item the rules ask for needs one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.errors import ActionRefused
from actions.review import review
from actions.review.review import Reviewed
from actions.rulings import lines_of
from models.edition import StageAttempt
from rules.consensus import Consensus, ConsensusInvalid
from runtime.desk import Desk

FIELD = "合议记录"
FORM = "受理编号 条款 百分比或“维持” 记录"
_KEEP = "维持"

Talks = dict[str, list[Consensus]]


def read_talks(desk: Desk, attempt: StageAttempt, text: str) -> Talks:
    """The talks by receipt number, checked against what the sheets call for.

    Raises:
        ActionRefused: a line that is wrong or not called for, or an item still without one.
    """
    plain = review.reviewed(desk, attempt)
    talks: Talks = {}
    for ref, item, value, minute in lines_of(FIELD, text, 4, FORM):
        talks.setdefault(ref, []).append(Consensus(item, _percent(ref, item, value), minute))
    _check_called_for(plain, talks)
    settled = reviewed_with(desk, attempt, talks)
    left = [
        f"{one.ref} 条款 {item}"
        for one in settled
        if one.score is not None
        for item in one.score.consensus_needed
    ]
    if left:
        raise ActionRefused(f"以下条款分差过大，须在“{FIELD}”中写明合议结果：{'、'.join(left)}。")
    return talks


def reviewed_with(
    desk: Desk, attempt: StageAttempt, talks: Mapping[str, Sequence[Consensus]]
) -> list[Reviewed]:
    """The reviews with the talks counted in; an impossible talk is refused in a sentence."""
    try:
        return review.reviewed(desk, attempt, talks)
    except ConsensusInvalid as invalid:
        raise ActionRefused(f"“{FIELD}”有误：{invalid.sentence}") from invalid


def stored(talks: Mapping[str, Sequence[Consensus]]) -> list[dict[str, Any]]:
    """Talks as kept with the decision."""
    return [
        {"ref": ref, "item": talk.item, "percent": talk.percent, "minute": talk.minute}
        for ref, own in talks.items()
        for talk in own
    ]


def restored(details: Mapping[str, Any]) -> Talks:
    """Talks back from a decision's details."""
    talks: Talks = {}
    for one in details.get("consensus", ()):
        talk = Consensus(one["item"], one["percent"], one["minute"])
        talks.setdefault(one["ref"], []).append(talk)
    return talks


def template(reviews: Sequence[Reviewed]) -> list[str]:
    """The lines still to be completed, ready to be copied into the field."""
    return [
        f"{one.ref} {item} {_KEEP} "
        for one in reviews
        if one.score is not None
        for item in one.score.consensus_needed
    ]


def _percent(ref: str, item: str, value: str) -> int | None:
    if value == _KEEP:
        return None
    digits = value.removesuffix("%").removesuffix("％")
    if not (digits.isascii() and digits.isdigit()):
        raise ActionRefused(f"“{FIELD}”中 {ref} 条款 {item} 的“{value}”须为百分比或“{_KEEP}”。")
    return int(digits)


def _check_called_for(reviews: Sequence[Reviewed], talks: Talks) -> None:
    needed = {r.ref: set(r.score.consensus_needed) if r.score else set() for r in reviews}
    for ref, own in talks.items():
        if ref not in needed:
            raise ActionRefused(f"“{FIELD}”中的 {ref} 不在本阶段评审名单内。")
        extra = [talk.item for talk in own if talk.item not in needed[ref]]
        if extra:
            raise ActionRefused(f"“{FIELD}”中 {ref} 的条款 {'、'.join(extra)} 不需要合议。")
