"""The members' written opinions before an objection is handled (article 20).

Every member of the committee is asked in writing, those who are recused too (and marked so).
Handling may begin only after all have replied or the deadline has passed. Silence is a state of
its own and never consent; the opinions are no vote, the office decides with the tally attached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.policy import Policy


class Reply(StrEnum):
    """What a member wrote; SILENT when nothing came."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """The word on the summary sheet."""
        return _LABELS[self]


_LABELS = {
    Reply.AGREE: "同意",
    Reply.DISAGREE: "不同意",
    Reply.ABSTAIN: "弃权",
    Reply.SILENT: "逾期未复",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One member's sheet; `asked_at` None while the letter is not sent."""

    member: str
    asked_at: datetime | None = None
    reply: Reply = Reply.SILENT
    is_recused: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the handling opinion may be entered, and who is awaited."""

    may_handle: bool
    not_asked: tuple[str, ...]
    awaited: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class OpinionTally:
    """The tally attached to the handling opinion; the recused are counted apart."""

    agree: int
    disagree: int
    abstain: int
    silent: int
    recused: int


def may_handle(
    members: Sequence[str],
    opinions: Sequence[Opinion],
    *,
    due: datetime,
    at: datetime,
    policy: Policy,
) -> Readiness:
    """Whether an objection may be handled at `at`, by the policy; `members` is the committee.

    Where the policy asks no member, handling may begin at once.
    """
    if policy.publicity.objection.opinions_of.value == "office":
        return Readiness(may_handle=True, not_asked=(), awaited=(), sentence="无须征求委员意见。")
    return readiness(members, opinions, due=due, at=at)


def readiness(
    members: Sequence[str], opinions: Sequence[Opinion], *, due: datetime, at: datetime
) -> Readiness:
    """Whether all members were asked, and have replied or let the deadline `due` pass."""
    by_member = {opinion.member: opinion for opinion in opinions}
    asked = {m for m, opinion in by_member.items() if opinion.asked_at is not None}
    not_asked = tuple(member for member in members if member not in asked)
    awaited = tuple(m for m in members if m in asked and _is_awaited(by_member[m]))
    return Readiness(
        may_handle=not not_asked and (not awaited or at >= due),
        not_asked=not_asked,
        awaited=awaited,
        sentence=_sentence(not_asked, awaited, is_due=at >= due),
    )


def tally(opinions: Sequence[Opinion]) -> OpinionTally:
    """How the members replied."""
    own = [opinion.reply for opinion in opinions if not opinion.is_recused]
    return OpinionTally(
        agree=own.count(Reply.AGREE),
        disagree=own.count(Reply.DISAGREE),
        abstain=own.count(Reply.ABSTAIN),
        silent=own.count(Reply.SILENT),
        recused=len(opinions) - len(own),
    )


def _is_awaited(opinion: Opinion) -> bool:
    return opinion.reply is Reply.SILENT and not opinion.is_recused


def _sentence(not_asked: Sequence[str], awaited: Sequence[str], *, is_due: bool) -> str:
    if not_asked:
        return f"还没有书面征求{'、'.join(not_asked)}的意见（第二十条：全体委员）。"
    if awaited and not is_due:
        return f"{'、'.join(awaited)}尚未答复，期限未到，不能提出处理意见。"
    if awaited:
        return f"期限已过，{'、'.join(awaited)}逾期未复，不视为同意；可以提出处理意见。"
    return "全体委员均已答复，可以提出处理意见。"
