"""One prize's round counted: who reaches the majority, who is seated, and a sentence for each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rules.ballot_rule import BallotRule, Meeting, PrizeSeats
from rules.policy.review import Majority, Round, TieRule
from rules.tally import (
    RoundTally,
    Tally,
    check_complete,
    exceeds_marks,
    has_passed,
    voters,
)
from rules.tie import TieOutcome, break_tie, fill_seats

_OF = {"ballots": "收回票", "present": "到会有表决权委员", "appointed": "有表决权委员"}
_BY = {"run_off": "再次投票", "priority": "优先情形", "combined_score": "综合得分"}


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """One prize after its rounds; `run_off` are those to be voted on again for `run_off_seats`.

    `runners_up` reached the majority without a seat, best first.
    """

    prize: str
    chosen: tuple[str, ...]
    runners_up: tuple[str, ...]
    run_off: tuple[str, ...]
    run_off_seats: int
    reasons: Mapping[str, str]
    notes: tuple[str, ...]


def count_round(
    rule: BallotRule,
    round_: Round,
    meeting: Meeting,
    held: Sequence[RoundTally],
    listed: Mapping[str, str],
    *,
    extra_seats: int = 0,
) -> RoundOutcome:
    """Seat the candidates of one prize.

    `held` is the first ballot and its run-offs in order; `listed` maps who already is on a list
    to that list's name, and their votes here do not count; `extra_seats` were left vacant before
    and moved here. Raises BallotInvalid.
    """
    first, *run_offs = held
    prize = rule.prize(round_.prize)
    prize = replace(prize, seats=prize.seats + extra_seats)
    check_complete(first, [name for name in meeting.candidates if name not in listed])
    standing = meeting.candidates.keys() - listed.keys()
    tallies = {t.candidate: t for t in first.tallies if t.candidate in standing}
    passed = [name for name, tally in tallies.items() if _passes(rule, meeting, tally)]
    key = _rank_key(rule, meeting, tallies)
    seated, tied = fill_seats(passed, prize.seats, key)
    tie = _settle(rule, meeting, tied, prize.seats - len(seated), run_offs)
    chosen = (*_in_order(seated, key), *tie.seated)
    words = _Words(rule, meeting, prize, tuple(tied), tie, tuple(run_offs))
    return RoundOutcome(
        prize=prize.id,
        chosen=chosen,
        runners_up=_in_order(set(passed) - {*chosen, *tie.run_off}, key),
        run_off=tie.run_off,
        run_off_seats=prize.seats - len(chosen) if tie.run_off else 0,
        reasons={
            name: words.votes(tally) + words.verdict(name, _place(name, passed, key), seated)
            for name, tally in tallies.items()
        },
        notes=(
            *_too_many(rule, round_, meeting, first),
            *_uncounted(prize, meeting, first, listed),
        ),
    )


def _passes(
    rule: BallotRule, meeting: Meeting, tally: Tally, majority: Majority | None = None
) -> bool:
    return has_passed(
        majority or rule.majority, tally, appointed=meeting.appointed, present=meeting.present,
        recused_count=rule.recused_count,
    )  # fmt: skip


def _passes_again(rule: BallotRule, meeting: Meeting, tally: Tally) -> bool:
    """In a run-off: by a majority of its own, where the policy asks for one (art. 19)."""
    own = rule.run_off_majority
    return own is None or _passes(rule, meeting, tally, own)


def _rank_key(
    rule: BallotRule, meeting: Meeting, tallies: Mapping[str, Tally]
) -> Callable[[str], Any]:
    if rule.rank_by == "votes":
        return lambda name: tallies[name].votes_for
    if rule.rank_by == "score":
        return lambda name: meeting.candidates[name].combined
    return lambda name: (tallies[name].votes_for, meeting.candidates[name].combined)


def _settle(
    rule: BallotRule,
    meeting: Meeting,
    tied: Sequence[str],
    seats: int,
    run_offs: Sequence[RoundTally],
) -> TieOutcome:
    return break_tie(
        tied, seats, rule.tie, candidates=meeting.candidates, run_offs=run_offs,
        passes=lambda tally: _passes_again(rule, meeting, tally),
    )  # fmt: skip


def _in_order(names: Iterable[str], key: Callable[[str], Any]) -> tuple[str, ...]:
    return tuple(sorted(sorted(names), key=key, reverse=True))


def _place(name: str, passed: Sequence[str], key: Callable[[str], Any]) -> int:
    """The place among those who passed, 0 for somebody who did not."""
    return 1 + sum(key(other) > key(name) for other in passed) if name in passed else 0


def _too_many(
    rule: BallotRule, round_: Round, meeting: Meeting, first: RoundTally
) -> Iterable[str]:
    """More marks than the members can have made; a single ballot is checked once."""
    if rule.single and round_ != rule.rounds[0]:
        return
    if exceeds_marks(first, max_marks=round_.max_marks, present=meeting.present):
        yield (
            f"{rule.prize(round_.prize).name}的同意票合计超过到会 {meeting.present} 人每人最多选 "
            f"{round_.max_marks} 个的总数，请核对票数。"
        )


def _uncounted(
    prize: PrizeSeats, meeting: Meeting, first: RoundTally, listed: Mapping[str, str]
) -> Iterable[str]:
    for tally in first.tallies:
        if tally.candidate not in meeting.candidates:
            yield f"{tally.candidate}综合得分低于规定的最低分，其票数不计。"
        if tally.candidate in listed:
            yield (
                f"{tally.candidate}已列入{listed[tally.candidate]}建议名单，"
                f"其{prize.name}票数不计。"
            )


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of one round."""

    rule: BallotRule
    meeting: Meeting
    prize: PrizeSeats
    tied: tuple[str, ...]
    tie: TieOutcome
    run_offs: tuple[RoundTally, ...]

    def votes(self, tally: Tally) -> str:
        so = "计入基数" if self.rule.recused_count else "不计入"
        recused = f"（回避 {tally.recused} 人，{so}）" if tally.recused else ""
        reached = "" if _passes(self.rule, self.meeting, tally) else "未"
        return (
            f"{self.prize.name}投票：同意 {tally.votes_for} 票、反对 {tally.votes_against} 票、"
            f"弃权 {tally.votes_blank} 票{recused}，{reached}{self._majority(tally)}"
        )

    def verdict(self, name: str, place: int, seated: Sequence[str]) -> str:
        if not place:
            return "，不列入。"
        if name in seated:
            return f"，排第 {place} 名，列入建议名单。"
        if name in self.tied:
            others = "、".join(n for n in self.tied if n != name)
            return f"，与{others}同票，{self._again(name)}{self._tie(name)}"
        return f"，排第 {place} 名，名额 {self.prize.seats} 个已满，不列入。"

    def _again(self, name: str) -> str:
        votes = (t.votes_for for held in self.run_offs for t in held.tallies if t.candidate == name)
        return "".join(f"再次投票同意 {own} 票，" for own in votes)

    def _tie(self, name: str) -> str:
        if name in self.tie.seated:
            return f"依据{self._by(self.tie.seated[name])}列入建议名单。"
        if name in self.tie.run_off:
            return "须再次投票。"
        if name in self.tie.fell_short:
            own = self.rule.run_off_majority
            assert own is not None, "without a majority nobody falls short"
            than = "超过" if own.strict else "达到"
            return f"未{than}{_OF[own.of]}的 {own.num}/{own.den}，不列入。"
        if name in self.tie.still_tied:
            return "按规定次序仍不能区分，名额空缺，不列入。"
        return f"依据{self._applied()}不列入。"

    def _applied(self) -> str:
        rules: list[TieRule] = list(dict.fromkeys(self.tie.applied))
        return "、".join(self._by(rule) for rule in rules)

    def _by(self, rule: TieRule) -> str:
        return f"{self.rule.priority if rule == 'priority' else ''}{_BY[rule]}"

    def _majority(self, tally: Tally) -> str:
        majority: Majority = self.rule.majority
        base = voters(
            majority, tally, appointed=self.meeting.appointed, present=self.meeting.present,
            recused_count=self.rule.recused_count,
        )  # fmt: skip
        word = "超过" if majority.strict else "达到"
        return f"{word}{_OF[majority.of]} {base} 票的 {majority.num}/{majority.den}"
