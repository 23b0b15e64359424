"""Consensus talks at the gate of a review: what the panel agreed on, item by item, with a minute.

Each item the rules ask for needs one.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from actions.details import Details, OpenRow
from actions.errors import ActionRefused
from actions.review import review
from actions.review.review import Reviewed
from models.edition import StageAttempt
from rules.consensus import Consensus, ConsensusInvalid
from runtime.desk import Desk

FIELD = "合议记录"

Talks = dict[str, list[Consensus]]


class Talk(Details):
    """What the panel came to about one item."""

    ref: str = Field(title="受理编号", description="合议的申报单位")
    item: str = Field(title="条款", description="分差过大的条款")
    percent: Annotated[int, Field(ge=0, le=100)] | Literal["维持"] = Field(
        title="合议结果", description="合议后的百分比；各自保留原评分的选“维持”"
    )
    minute: str = Field(min_length=2, title="合议记录", description="评审组讨论的情况和结论")


TALKS = Field((), title=FIELD, description="分差过大的条款逐条写明合议结果和记录")
"""The field of talks in a review's details."""


def talk_rows(reviews: Sequence[Reviewed]) -> list[OpenRow]:
    """Each item that needs a talk, with what the reviewers gave it."""
    return [
        OpenRow(
            "consensus",
            {"ref": one.ref, "item": item},
            {
                "受理编号": one.ref,
                "申报单位": one.applicant.name,
                "条款": item,
                "各评审员（%）": percents_text(one, item),
                "极差（百分点）": f"{one.score.items[item].spread}",
            },
        )
        for one in reviews
        if one.score is not None
        for item in one.score.consensus_needed
    ]


def percents_text(one: Reviewed, item: str) -> str:
    """``E01 60、E02 85``."""
    assert one.score is not None
    percents = one.score.items[item].percents
    return "、".join(f"{reviewer} {percent}" for reviewer, percent in percents.items())


def read_talks(desk: Desk, attempt: StageAttempt, said: Sequence[Talk]) -> Talks:
    """The talks by receipt number, checked against what the sheets call for.

    Raises:
        ActionRefused: a talk that is wrong or not called for, or an item still without one.
    """
    plain = review.reviewed(desk, attempt)
    talks: Talks = {}
    for one in said:
        percent = None if one.percent == "维持" else one.percent
        talks.setdefault(one.ref, []).append(Consensus(one.item, percent, one.minute))
    _check_called_for(plain, talks)
    settled = reviewed_with(desk, attempt, talks)
    left = [
        f"{one.ref} 条款 {item}"
        for one in settled
        if one.score is not None
        for item in one.score.consensus_needed
    ]
    if left:
        raise ActionRefused(f"以下条款分差过大，须写明合议结果：{'、'.join(left)}。")
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


def _check_called_for(reviews: Sequence[Reviewed], talks: Talks) -> None:
    needed = {r.ref: set(r.score.consensus_needed) if r.score else set() for r in reviews}
    for ref, own in talks.items():
        if ref not in needed:
            raise ActionRefused(f"“{FIELD}”中的 {ref} 不在本阶段评审名单内。")
        extra = [talk.item for talk in own if talk.item not in needed[ref]]
        if extra:
            raise ActionRefused(f"“{FIELD}”中 {ref} 的条款 {'、'.join(extra)} 不需要合议。")
