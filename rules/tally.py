"""What a count is made from: candidates, tallies per round, quorum and majority.

Quorum and majority compare integers and never floats. Who leaves the room for a candidate
(article 30) is not in the votes, and in the denominator for that candidate only where the policy
says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.errors import RuleError
from rules.policy.review import Majority, Quorum


class BallotInvalid(RuleError):
    """Numbers that cannot be the result of a vote."""

    code = "ballot_invalid"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate: the exact combined score, and whether article 13(5) gives priority."""

    combined: Fraction
    priority: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for one candidate in one round; totals only, never a ballot."""

    candidate: str
    votes_for: int
    votes_against: int
    votes_blank: int
    recused: int = 0

    @property
    def ballots(self) -> int:
        """How many ballots came back for this candidate."""
        return self.votes_for + self.votes_against + self.votes_blank


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One round's tallies; a run-off is held among those tied for the last seats of a prize."""

    prize: str
    tallies: tuple[Tally, ...]
    run_off: bool = False


def has_quorum(quorum: Quorum, *, appointed: int, present: int) -> bool:
    """Whether enough members are present; `appointed` is the number the policy counts from."""
    return present * quorum.den >= quorum.num * appointed


def voters(
    majority: Majority, tally: Tally, *, appointed: int, present: int, recused_count: bool = False
) -> int:
    """The denominator for one candidate; the recused are in it only where the policy says so."""
    recused = 0 if recused_count else tally.recused
    if majority.of == "ballots":
        return tally.ballots + tally.recused - recused
    return (present if majority.of == "present" else appointed) - recused


def has_passed(
    majority: Majority, tally: Tally, *, appointed: int, present: int, recused_count: bool = False
) -> bool:
    """Whether the votes for a candidate reach the policy's majority; no votes never do."""
    base = voters(
        majority, tally, appointed=appointed, present=present, recused_count=recused_count
    )
    own, needed = tally.votes_for * majority.den, majority.num * base
    return tally.votes_for > 0 and (own > needed if majority.strict else own >= needed)


def check_round(held: RoundTally, known: Mapping[str, Candidate], *, present: int) -> None:
    """Raise BallotInvalid for strangers, repeated names and more ballots than voters."""
    names = [tally.candidate for tally in held.tallies]
    for name in names:
        if name not in known:
            raise BallotInvalid(f"{name}不是候选单位，不能计票。")
        if names.count(name) > 1:
            raise BallotInvalid(f"{name}在同一轮中有不止一行票数。")
    for tally in held.tallies:
        counts = (tally.votes_for, tally.votes_against, tally.votes_blank, tally.recused)
        if min(counts) < 0:
            raise BallotInvalid(f"{tally.candidate}的票数不能为负。")
        if tally.ballots > present - tally.recused:
            raise BallotInvalid(
                f"{tally.candidate}收回 {tally.ballots} 票，多于可投票的 "
                f"{present - tally.recused} 人（到会 {present} 人，回避 {tally.recused} 人）。"
            )


def check_complete(held: RoundTally, expected: Sequence[str]) -> None:
    """Raise BallotInvalid when a candidate has no row; a missing tally is never a zero."""
    names = {tally.candidate for tally in held.tallies}
    missing = [candidate for candidate in expected if candidate not in names]
    if missing:
        raise BallotInvalid(f"缺少{'、'.join(missing)}的票数，未得票的也要写明零票。")


def check_marks(held: RoundTally, *, max_marks: int, ballots: int) -> None:
    """Raise BallotInvalid for a round without candidates or with more marks than ballots hold."""
    if not held.tallies:
        raise BallotInvalid("计票表没有候选单位，本轮不需要投票，请删去这张计票表。")
    marks = sum(tally.votes_for for tally in held.tallies)
    if marks > max_marks * ballots:
        raise BallotInvalid(
            f"同意票合计 {marks} 个，多于有效票 {ballots} 张、每张最多 {max_marks} 个的总数 "
            f"{max_marks * ballots} 个；超过规定个数的选票无效，请重新清点。"
        )


def exceeds_marks(held: RoundTally, *, max_marks: int, present: int) -> bool:
    """Whether more votes in favour were counted than the members present can have cast."""
    return sum(tally.votes_for for tally in held.tallies) > max_marks * present
