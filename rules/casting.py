"""Casting votes (article 19): what a ballot may hold, and what is left of it in a secret vote.

A ballot that lacks a candidate would show who is recused, so a secret ballot is taken apart at
once: its marks are checked, then each candidate's vote goes to that candidate's pile without the
voter, the time or the order (`tally_of`). An open vote keeps the names beside the votes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.tally import BallotInvalid, Tally


class Choice(StrEnum):
    """One vote for one candidate."""

    FOR = "for"
    AGAINST = "against"
    BLANK = "blank"

    @property
    def label(self) -> str:
        """The word on the ballot."""
        return {"for": "同意", "against": "不同意", "blank": "弃权"}[self.value]


@dataclass(frozen=True, slots=True)
class OpenVote:
    """One member's vote for one candidate where the policy votes openly."""

    member: str
    candidate: str
    choice: Choice


def ballot_problems(
    ballot: Mapping[str, Choice],
    candidates: Collection[str],
    *,
    max_marks: int,
    recused: Collection[str] = (),
) -> tuple[str, ...]:
    """Chinese sentences about a ballot that cannot be taken; () when it can.

    `recused` are the candidates the voter must not vote on.
    """
    problems = []
    strangers = sorted(set(ballot) - set(candidates))
    if strangers:
        problems.append(f"{'、'.join(strangers)}不是候选单位。")
    barred = sorted(set(ballot) & set(recused))
    if barred:
        problems.append(f"您已对{'、'.join(barred)}回避，不能投票。")
    marks = sum(choice is Choice.FOR for choice in ballot.values())
    if marks > max_marks:
        problems.append(f"同意 {marks} 个，最多只能选 {max_marks} 个。")
    unmarked = sorted(set(candidates) - set(ballot) - set(recused))
    if unmarked:
        problems.append(f"请对{'、'.join(unmarked)}选择同意、不同意或弃权。")
    return tuple(problems)


def tally_of(candidate: str, votes: Iterable[Choice], *, recused: int = 0) -> Tally:
    """The tally of one candidate's pile of votes."""
    pile = list(votes)
    return Tally(
        candidate,
        votes_for=pile.count(Choice.FOR),
        votes_against=pile.count(Choice.AGAINST),
        votes_blank=pile.count(Choice.BLANK),
        recused=recused,
    )


def tally_open(
    votes: Iterable[OpenVote], recused: Mapping[str, Collection[str]]
) -> tuple[Tally, ...]:
    """Tallies of an open vote by candidate id; `recused` maps a candidate to members who left.

    Raises BallotInvalid for a member who votes twice or votes although recused.
    """
    piles: dict[str, dict[str, Choice]] = {candidate: {} for candidate in recused}
    for vote in votes:
        pile = piles.setdefault(vote.candidate, {})
        if vote.member in pile:
            raise BallotInvalid(f"{vote.member}对{vote.candidate}投了不止一票。")
        if vote.member in recused.get(vote.candidate, ()):
            raise BallotInvalid(f"{vote.member}已对{vote.candidate}回避，其投票不能计入。")
        pile[vote.member] = vote.choice
    return tuple(
        tally_of(candidate, pile.values(), recused=len(recused.get(candidate, ())))
        for candidate, pile in sorted(piles.items())
    )
