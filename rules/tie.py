"""Seats filled in order, and ties for the last seats broken by the policy's rules.

Never more than the seats, never by lot: whoever is still equal after the last rule gets no seat
(articles 4 and 13(5)).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.policy.review import TieRule
from rules.tally import BallotInvalid, Candidate, RoundTally, Tally, check_complete


@dataclass(frozen=True, slots=True)
class TieOutcome:
    """Who got a seat and by which rule, who must be voted on again, who stays equal.

    `applied` are the rules in the order they were applied; `fell_short` did not pass a run-off.
    """

    seated: Mapping[str, TieRule]
    applied: tuple[TieRule, ...] = ()
    run_off: tuple[str, ...] = ()
    still_tied: tuple[str, ...] = ()
    fell_short: tuple[str, ...] = ()


def fill_seats(
    names: Iterable[str], seats: int, key: Callable[[str], Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is seated by descending key, and who is tied for seats that are too few for them.

    Among equals the order is that of the ids and carries no meaning.
    """
    left = sorted(sorted(names), key=key, reverse=True)
    seated: list[str] = []
    while left and len(seated) < seats:
        equals = [name for name in left if key(name) == key(left[0])]
        if len(seated) + len(equals) > seats:
            return tuple(seated), tuple(equals)
        seated += equals
        left = left[len(equals) :]
    return tuple(seated), ()


def break_tie(
    tied: Sequence[str],
    seats: int,
    rules: Sequence[TieRule],
    *,
    candidates: Mapping[str, Candidate],
    run_offs: Sequence[RoundTally],
    passes: Callable[[Tally], bool],
) -> TieOutcome:
    """Apply the policy's tie rules in order to `tied`, who compete for `seats`.

    Each "run_off" uses one of `run_offs` in the order they were held, and stops the count when
    there is none yet; who does not pass in it gets no seat by any later rule. Raises
    BallotInvalid for a run-off among others than the tied, or one that nobody asked for.
    """
    seated: dict[str, TieRule] = {}
    applied: list[TieRule] = []
    held, out = list(run_offs), []
    for rule in rules:
        if rule == "vacant" or not tied:
            break
        if rule == "run_off" and not held:
            return TieOutcome(seated, tuple(applied), run_off=tuple(tied))
        votes: Mapping[str, int] = {}
        if rule == "run_off":
            again = held.pop(0)
            votes = _run_off_votes(again, tied)
            short = [t.candidate for t in again.tallies if not passes(t)]
            out += short
            tied = [name for name in tied if name not in short]
        key = _key(rule, candidates, votes)
        taken, tied = fill_seats(tied, seats - len(seated), key)
        seated |= dict.fromkeys(taken, rule)
        applied.append(rule)
    if held:
        raise BallotInvalid("再次投票多于规定的次数，请核对轮次。")
    return TieOutcome(seated, tuple(applied), still_tied=tuple(tied), fell_short=tuple(out))


def _key(
    rule: TieRule, candidates: Mapping[str, Candidate], votes: Mapping[str, int]
) -> Callable[[str], Any]:
    if rule == "run_off":
        return votes.__getitem__
    if rule == "priority":
        return lambda name: candidates[name].priority
    return lambda name: candidates[name].combined


def _run_off_votes(held: RoundTally, tied: Sequence[str]) -> dict[str, int]:
    votes = {tally.candidate: tally.votes_for for tally in held.tallies}
    check_complete(held, tied)
    if set(votes) != set(tied):
        raise BallotInvalid(f"再次投票只在同票的{'、'.join(tied)}之间进行。")
    return votes
