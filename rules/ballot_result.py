"""The result of a vote: the lists, what is still open, and what the chair must explain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rules.ballot_rule import BallotRule, Meeting
from rules.prize_round import RoundOutcome
from rules.ranking import display, rank
from rules.tally import Candidate


@dataclass(frozen=True, slots=True)
class BallotResult:
    """The proposed lists and why.

    `proposed` and `vacant` have every prize of the policy; `vacant` counts the seats this count
    has not filled, those of an open run-off included. `run_off` are the ids to be voted on again
    for `run_off_seats` of `run_off_prize`; `next_prize` is the prize to be voted on next, "" when
    all are or nobody is left to be. `reasons` has Chinese sentences for each candidate, `notes`
    what the minutes must mention, `chair_note` the ids whose top score the vote overruled (the
    chair explains),
    `runners_up` by prize those who reached its majority without a seat of it, best first.
    """

    quorum: bool
    proposed: Mapping[str, tuple[str, ...]]
    vacant: Mapping[str, int]
    reasons: Mapping[str, str]
    run_off: tuple[str, ...] = ()
    run_off_prize: str = ""
    run_off_seats: int = 0
    next_prize: str = ""
    notes: tuple[str, ...] = ()
    chair_note: tuple[str, ...] = ()
    runners_up: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        """Whether every prize was voted on and no run-off is open."""
        return self.quorum and not self.run_off and not self.next_prize

    def as_json(self) -> dict[str, object]:
        """Plain values, each prize's list under its own id."""
        return {
            "quorum": self.quorum,
            **{prize: list(names) for prize, names in self.proposed.items()},
            "run_off": list(self.run_off),
            "vacant": dict(self.vacant),
            "reasons": dict(self.reasons),
            "notes": list(self.notes),
            "next_prize": self.next_prize,
            "chair_note": list(self.chair_note),
        }


def without_quorum(rule: BallotRule, meeting: Meeting) -> BallotResult:
    """The result of a meeting too few came to: nobody is proposed."""
    need = f"{rule.quorum.num}/{rule.quorum.den}"
    sentence = f"到会 {meeting.present} 人，未达到 {meeting.appointed} 名委员的 {need}，表决无效。"
    return BallotResult(
        quorum=False,
        proposed={prize.id: () for prize in rule.prizes},
        vacant={prize.id: prize.seats for prize in rule.prizes},
        reasons=dict.fromkeys(meeting.candidates, sentence),
        next_prize=rule.rounds[0].prize,
        notes=(sentence,),
    )


def result_of(
    rule: BallotRule,
    meeting: Meeting,
    outcomes: Sequence[RoundOutcome],
    *,
    uncounted: bool,
) -> BallotResult:
    """Put the rounds together; `uncounted` says that votes wait for a run-off to be held."""
    chosen = {outcome.prize: outcome.chosen for outcome in outcomes}
    proposed = {prize.id: chosen.get(prize.id, ()) for prize in rule.prizes}
    vacant = _vacant(rule, outcomes)
    last = outcomes[-1] if outcomes else None
    run_off = last.run_off if last else ()
    waiting = _waiting(rule, meeting, chosen)
    is_over = not run_off and not waiting
    overruled = _overruled(meeting, proposed) if is_over else {}
    return BallotResult(
        quorum=True,
        proposed=proposed,
        vacant=vacant,
        reasons=_reasons(rule, meeting, outcomes, overruled),
        run_off=run_off,
        run_off_prize=last.prize if last and run_off else "",
        run_off_seats=last.run_off_seats if last else 0,
        next_prize=waiting[0] if waiting else "",
        notes=(
            *(note for outcome in outcomes for note in outcome.notes),
            *(["同票名额尚未确定，后面轮次的票数暂不统计。"] if uncounted else []),
            *(_must_not_stay_vacant(rule, vacant) if is_over else ()),
        ),
        runners_up={outcome.prize: outcome.runners_up for outcome in outcomes},
        chair_note=tuple(name for name in _top_scores(meeting) if name in overruled),
    )


def _waiting(rule: BallotRule, meeting: Meeting, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Prizes still to be voted on; none once every candidate is on a list."""
    listed = {name for names in chosen.values() for name in names}
    left = rule.standing(meeting.candidates).keys() - listed
    return [round_.prize for round_ in rule.rounds if round_.prize not in chosen] if left else []


def _vacant(rule: BallotRule, outcomes: Sequence[RoundOutcome]) -> dict[str, int]:
    """Seats not filled by prize; where the policy moves them, the last prize counted has them."""
    vacant = {prize.id: prize.seats for prize in rule.prizes}
    carried = 0
    for outcome in outcomes:
        left = carried + vacant[outcome.prize] - len(outcome.chosen)
        moves = rule.transfer and outcome is not outcomes[-1]
        carried, vacant[outcome.prize] = (left, 0) if moves else (0, left)
    return vacant


def _overruled(
    meeting: Meeting, proposed: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Who is on no list, with those on a list whose score is lower."""
    scores = {name: candidate.combined for name, candidate in meeting.candidates.items()}
    listed = [name for names in proposed.values() for name in names]
    lower = {
        name: tuple(other for other in listed if scores[other] < scores[name])
        for name in scores
        if name not in listed
    }
    return {name: others for name, others in lower.items() if others}


def _reasons(
    rule: BallotRule,
    meeting: Meeting,
    outcomes: Sequence[RoundOutcome],
    overruled: Mapping[str, tuple[str, ...]],
) -> dict[str, str]:
    reasons = {}
    standing = rule.standing(meeting.candidates)
    for name, candidate in meeting.candidates.items():
        if name not in standing:
            reasons[name] = _too_low(rule, candidate)
            continue
        said = [outcome.reasons[name] for outcome in outcomes if name in outcome.reasons]
        if name in overruled:
            said.append(
                f"综合得分高于已列入的{'、'.join(overruled[name])}，依据{rule.cited}以投票结果为准。"
            )
        reasons[name] = "".join(said) or "尚未投票。"
    return reasons


def _too_low(rule: BallotRule, candidate: Candidate) -> str:
    own, floor = display(candidate.combined), display(rule.floor or Fraction())
    return f"综合得分 {own} 分，低于规定的最低 {floor} 分，不提请投票。"


def _top_scores(meeting: Meeting) -> tuple[str, ...]:
    places = rank({name: candidate.combined for name, candidate in meeting.candidates.items()})
    return tuple(place.ref for place in places if place.place == 1)


def _must_not_stay_vacant(rule: BallotRule, vacant: Mapping[str, int]) -> Iterable[str]:
    for prize in rule.prizes:
        if vacant[prize.id] and not prize.may_be_vacant:
            yield f"{prize.name}不得空缺，还缺 {vacant[prize.id]} 个，须由评审委员会重新审议。"
