"""What the policy says about the vote, and the meeting that votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from rules.errors import UnknownName
from rules.policy import Policy
from rules.policy.citing import Topic, articles
from rules.policy.review import Majority, Quorum, Round, TieRule
from rules.tally import BallotInvalid, Candidate

RankBy = Literal["votes", "votes_then_score", "score"]


@dataclass(frozen=True, slots=True)
class PrizeSeats:
    """One prize and its ceiling."""

    id: str
    name: str
    seats: int
    may_be_vacant: bool = True


@dataclass(frozen=True, slots=True)
class BallotRule:
    """Everything the policy says about the vote; `cited` and `priority` name its articles.

    `recused_count` keeps those who are recused in the denominator; `single` fills every prize from
    one ballot; `transfer` adds seats left vacant to the prize voted on next; `floor` is the lowest
    combined score in points that is put to the vote; without `run_off_majority` the most votes
    win a run-off.
    """

    prizes: tuple[PrizeSeats, ...]
    quorum: Quorum
    majority: Majority
    rounds: tuple[Round, ...]
    tie: tuple[TieRule, ...]
    rank_by: RankBy
    floor: Fraction | None = None
    run_off_majority: Majority | None = None
    cited: str = "办法"
    priority: str = ""
    recused_count: bool = False
    single: bool = False
    transfer: bool = False

    def standing(self, candidates: Mapping[str, Candidate]) -> dict[str, Candidate]:
        """Those who may be put to the vote: whose combined score reaches the floor."""
        floor = self.floor
        return {n: c for n, c in candidates.items() if floor is None or c.combined >= floor}

    def prize(self, prize_id: str) -> PrizeSeats:
        """The prize of that id; raises UnknownName."""
        for prize in self.prizes:
            if prize.id == prize_id:
                return prize
        raise UnknownName(f"没有“{prize_id}”这个奖项，不能投票。")


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who votes on whom; `appointed` is the number the policy's quorum counts from."""

    appointed: int
    present: int
    candidates: Mapping[str, Candidate]

    def __post_init__(self) -> None:
        """Refuse a meeting that cannot have been held."""
        if self.present < 0 or self.appointed < 1:
            raise BallotInvalid("委员总数至少为 1，到会人数不能为负。")
        if self.present > self.appointed:
            raise BallotInvalid(f"到会 {self.present} 人多于委员总数 {self.appointed} 人，请核对。")


def ballot_rule(policy: Policy) -> BallotRule:
    """The policy's rules for the vote."""
    return BallotRule(
        prizes=tuple(
            PrizeSeats(p.id, p.name.value, p.max_orgs.value, p.may_be_vacant.value)
            for p in policy.prizes
        ),
        quorum=policy.vote.quorum.value,
        majority=policy.vote.pass_.value,
        rounds=policy.vote.rounds.value,
        tie=policy.vote.tie.value,
        rank_by=policy.vote.rank_by.value,
        floor=Fraction(policy.vote.min_score.value) if policy.vote.min_score else None,
        run_off_majority=policy.vote.run_off_pass.value if policy.vote.run_off_pass else None,
        cited=articles(policy, Topic.DELIBERATION) or "办法",
        priority=articles(policy, Topic.PRIORITY),
        recused_count=policy.hard.recused_in_denominator.value,
        single=policy.hard.single_ballot.value,
        transfer=policy.hard.transfer_vacant.value,
    )
