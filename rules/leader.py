"""Who leads a panel (article 10). The leader votes and scores like the others, nothing more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from rules.errors import RuleError

LeaderRule = Literal["appointed_by_office", "elected", "first_drawn"]


class LeaderInvalid(RuleError):
    """No leader follows from what was given."""

    code = "leader_invalid"


def leader(
    rule: LeaderRule,
    panel: Sequence[str],
    *,
    appointed: str = "",
    votes: Mapping[str, str] | None = None,
) -> str:
    """The leader's id: first drawn, appointed by the office, or elected by the panel.

    `panel` is in drawn order; `votes` maps each voter to the one voted for. Raises LeaderInvalid
    for somebody outside the panel or an election without a single winner.
    """
    if not panel:
        raise LeaderInvalid("评审组没有成员，不能产生组长。")
    if rule == "first_drawn":
        return panel[0]
    if rule == "appointed_by_office":
        return _appointed(panel, appointed)
    return _elected(panel, votes or {})


def _appointed(panel: Sequence[str], named: str) -> str:
    if named not in panel:
        raise LeaderInvalid(f"组长须从抽中的评审员（{'、'.join(panel)}）中指定。")
    return named


def _elected(panel: Sequence[str], votes: Mapping[str, str]) -> str:
    strangers = sorted({*votes.keys(), *votes.values()} - set(panel))
    if strangers:
        raise LeaderInvalid(f"{'、'.join(strangers)}不是本组评审员，推选无效。")
    counts = Counter(votes.values())
    first = [member for member in counts if counts[member] == max(counts.values())]
    if len(first) != 1:
        raise LeaderInvalid("推选没有产生得票最多的一人，请重新推选。")
    return first[0]
