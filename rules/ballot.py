"""The committee's vote counted (articles 4 and 19): the lists, vacancies, a reason for each name.

The vote decides, not the score. Rounds are counted in the policy's order among those who are not
on a list yet; whoever reaches the majority is seated by rank until the seats of the prize are
full; ties for the last seats go through the policy's tie rules. Seats that nobody reaches stay
vacant, and move to the next prize only where the policy says so.

How ballots are cast is in `casting`, what a tally is in `tally`, one round in `prize_round`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rules.ballot_result import BallotResult, result_of, without_quorum
from rules.ballot_rule import BallotRule, Meeting, PrizeSeats, ballot_rule
from rules.policy import Policy
from rules.policy.review import Round
from rules.prize_round import RoundOutcome, count_round
from rules.tally import BallotInvalid, Candidate, RoundTally, Tally, check_round, has_quorum

__all__ = [
    "BallotInvalid",
    "BallotResult",
    "BallotRule",
    "Candidate",
    "Meeting",
    "PrizeSeats",
    "RoundTally",
    "Tally",
    "ballot_rule",
    "count",
    "count_ballot",
]


def count(
    policy: Policy,
    appointed: int,
    present: int,
    candidates: Mapping[str, Candidate],
    rounds: Sequence[RoundTally],
) -> BallotResult:
    """The result of the rounds held so far, by the policy; raises BallotInvalid.

    `appointed` is the number of members the policy's quorum counts from: all appointed, or those
    in office on the day of the meeting.
    """
    return count_ballot(ballot_rule(policy), Meeting(appointed, present, candidates), rounds)


def count_ballot(rule: BallotRule, meeting: Meeting, rounds: Sequence[RoundTally]) -> BallotResult:
    """The result of the rounds held so far; raises BallotInvalid.

    Rounds come in the order they were held; after the first ballot of a prize, further ones of
    the same prize are run-offs.
    """
    for held in rounds:
        check_round(held, meeting.candidates, present=meeting.present)
    by_prize = _by_prize(rule, rounds)
    if not has_quorum(rule.quorum, appointed=meeting.appointed, present=meeting.present):
        return without_quorum(rule, meeting)
    outcomes: list[RoundOutcome] = []
    standing = replace(meeting, candidates=rule.standing(meeting.candidates))
    for round_ in rule.rounds:
        listed = _listed(rule, outcomes)
        held_rounds = _held(rule, round_, by_prize, listed)
        if not held_rounds or (outcomes and outcomes[-1].run_off):
            break
        extra = _left_vacant(rule, outcomes) if rule.transfer else 0
        outcomes.append(count_round(rule, round_, standing, held_rounds, listed, extra_seats=extra))
    left = any(by_prize[round_.prize] for round_ in rule.rounds[len(outcomes) :])
    return result_of(rule, meeting, outcomes, uncounted=left)


def _by_prize(rule: BallotRule, rounds: Sequence[RoundTally]) -> dict[str, list[RoundTally]]:
    """The rounds of each prize, its first ballot before its run-offs."""
    order = [round_.prize for round_ in rule.rounds]
    found: dict[str, list[RoundTally]] = {prize: [] for prize in order}
    for held in rounds:
        if held.prize not in found:
            raise BallotInvalid(f"本办法没有为“{held.prize}”规定投票轮次。")
        position = order.index(held.prize)
        before, after = order[:position], order[position + 1 :]
        from_first = rule.single and position > 0
        if from_first:
            before = order[:1]
        if any(found[prize] for prize in after) or not all(found[prize] for prize in before):
            raise BallotInvalid(f"{rule.prize(held.prize).name}的投票次序与规定不符。")
        if from_first and not held.run_off:
            raise BallotInvalid(
                f"本办法各奖项合并一次投票，{rule.prize(held.prize).name}不另投票。"
            )
        if held.run_off and not found[held.prize] and not from_first:
            raise BallotInvalid(f"{rule.prize(held.prize).name}还没有第一次投票，不能再次投票。")
        found[held.prize].append(held)
    return found


def _held(
    rule: BallotRule,
    round_: Round,
    by_prize: Mapping[str, list[RoundTally]],
    listed: Mapping[str, str],
) -> list[RoundTally]:
    """The rounds one prize is filled from; a single ballot serves the later prizes too."""
    own, first = by_prize[round_.prize], by_prize[rule.rounds[0].prize]
    if not rule.single or round_ is rule.rounds[0] or not first:
        return own
    left = tuple(tally for tally in first[0].tallies if tally.candidate not in listed)
    return [RoundTally(round_.prize, left), *own]


def _left_vacant(rule: BallotRule, outcomes: Sequence[RoundOutcome]) -> int:
    """Seats of the prizes counted so far that nobody took, the moved ones included."""
    seats = sum(rule.prize(outcome.prize).seats for outcome in outcomes)
    return seats - sum(len(outcome.chosen) for outcome in outcomes)


def _listed(rule: BallotRule, outcomes: Sequence[RoundOutcome]) -> dict[str, str]:
    return {name: rule.prize(outcome.prize).name for outcome in outcomes for name in outcome.chosen}
