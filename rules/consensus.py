"""The consensus talk about an item on which reviewers lie far apart (articles 17 and 18).

A talk either agrees on a percentage or leaves the scores as they are; it always has a minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.errors import RuleError
from rules.sheet import is_percentage


class ConsensusInvalid(RuleError):
    """A consensus talk without a minute, or about something that cannot be agreed."""

    code = "consensus_invalid"


@dataclass(frozen=True, slots=True)
class Consensus:
    """What a panel's talk about one item came to; `percent` None leaves the scores as they are."""

    item: str
    percent: int | None
    minute: str


def talks_by_item(
    consensus: Sequence[Consensus], points: Mapping[str, int], step: int
) -> dict[str, Consensus]:
    """The talks by item number; raises ConsensusInvalid for one that proves nothing."""
    talks: dict[str, Consensus] = {}
    for talk in consensus:
        if talk.item not in points or talk.item in talks:
            raise ConsensusInvalid(f"条款 {talk.item} 不存在，或者有不止一份合议结果。")
        if not talk.minute.strip():
            raise ConsensusInvalid(f"条款 {talk.item} 的合议没有记录。")
        if talk.percent is not None and not is_percentage(talk.percent, step):
            raise ConsensusInvalid(f"条款 {talk.item} 的合议评分须为 0 到 100 之间 {step} 的倍数。")
        talks[talk.item] = talk
    return talks
