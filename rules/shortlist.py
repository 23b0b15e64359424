"""Who goes on to the site review (article 17, 好中择优).

The policy proposes by number, by ratio to the seats or by a minimum score; a minimum applies in
every mode. Applicants exactly equal at the cut are proposed to nobody's advantage: they are left
open for the office. Where the policy leaves the choice to people, everyone above the minimum is
open. Whatever the office decides differently carries its reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from rules.errors import RuleError
from rules.policy import Policy
from rules.ranking import Place, display, rank

Mode = Literal["top_k", "ratio", "min_score", "manual"]


class ShortlistInvalid(RuleError):
    """A choice without a reason, or about somebody who is not on the list."""

    code = "shortlist_invalid"


@dataclass(frozen=True, slots=True)
class ShortlistRule:
    """The policy's rule; `ratio` times `seats` (all prizes together) rounded up."""

    mode: Mode
    seats: int
    k: int | None = None
    ratio: Fraction | None = None
    min_score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The proposal, best first.

    `undecided` waits for the office; `tied_at_cut` are those of them who are exactly equal where
    the places run out. `reasons` has a Chinese sentence for everybody.
    """

    chosen: tuple[str, ...]
    not_chosen: tuple[str, ...]
    reasons: Mapping[str, str]
    undecided: tuple[str, ...] = ()
    tied_at_cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office decided about one applicant, and why."""

    chosen: bool
    reason: str


def shortlist_rule(policy: Policy) -> ShortlistRule:
    """The policy's rule for the shortlist."""
    own = policy.shortlist
    return ShortlistRule(
        mode=own.mode.value,
        seats=sum(prize.max_orgs.value for prize in policy.prizes),
        k=own.k.value if own.k else None,
        ratio=Fraction(own.ratio.value) if own.ratio else None,
        min_score=Fraction(own.min_score.value) if own.min_score else None,
    )


def shortlist(scores: Mapping[str, Fraction], policy: Policy) -> Shortlist:
    """The proposal by the policy from exact scores by applicant."""
    return propose(scores, shortlist_rule(policy))


def propose(scores: Mapping[str, Fraction], rule: ShortlistRule) -> Shortlist:
    """The proposal by a rule; deterministic, ties at the cut left open."""
    places = rank(scores)
    floor = Fraction(0) if rule.min_score is None else rule.min_score
    above = [place for place in places if place.score >= floor]
    low = {p.ref: _too_low(p, floor) for p in places if p not in above}
    if rule.mode == "manual":
        reasons = {p.ref: f"{_standing(p)}，由承办机构确定并说明理由。" for p in above}
        return _proposal(places, low | reasons, undecided=_refs(above))
    size = _places(rule, len(above))
    inside = [place for place in above if place.place + len(place.tied_with) <= size]
    tied = [place for place in above if place.place <= size and place not in inside]
    outside = [place for place in above if place.place > size]
    reasons = {p.ref: f"{_standing(p)}，建议入围。" for p in inside}
    reasons |= {p.ref: _tie_reason(p, size - len(inside)) for p in tied}
    reasons |= {p.ref: f"{_standing(p)}，入围名额 {size} 个已满。" for p in outside}
    return _proposal(places, low | reasons, chosen=_refs(inside), tied=_refs(tied))


def decide(proposal: Shortlist, choices: Mapping[str, Choice]) -> Shortlist:
    """The shortlist after the office settled what was open or changed what was proposed.

    Every list keeps the order of the scores, whatever the order of the choices. Raises
    ShortlistInvalid for a stranger or a choice without a reason.
    """
    for ref, choice in choices.items():
        if ref not in proposal.reasons:
            raise ShortlistInvalid(f"{ref} 不在资料评审名单内。")
        if not choice.reason.strip():
            raise ShortlistInvalid(f"确定 {ref} 是否入围须写明理由。")
    order = (*proposal.chosen, *proposal.undecided, *proposal.not_chosen)
    chosen = {r for r in proposal.chosen if r not in choices} | {
        r for r in choices if choices[r].chosen
    }
    open_ = {ref for ref in proposal.undecided if ref not in choices}
    said = {
        ref: f"{proposal.reasons[ref]}承办机构确定{'入围' if choice.chosen else '不入围'}："
        f"{choice.reason.strip().rstrip('。')}。"
        for ref, choice in choices.items()
    }
    return replace(
        proposal,
        chosen=tuple(ref for ref in order if ref in chosen),
        not_chosen=tuple(ref for ref in order if ref not in chosen | open_),
        reasons={**proposal.reasons, **said},
        undecided=tuple(ref for ref in order if ref in open_),
        tied_at_cut=tuple(ref for ref in proposal.tied_at_cut if ref in open_),
    )


def _places(rule: ShortlistRule, candidates: int) -> int:
    if rule.mode == "top_k" and rule.k is not None:
        return rule.k
    if rule.mode == "ratio" and rule.ratio is not None:
        return ceil(rule.ratio * rule.seats)
    return candidates


def _proposal(
    places: Sequence[Place],
    reasons: Mapping[str, str],
    *,
    chosen: tuple[str, ...] = (),
    undecided: tuple[str, ...] = (),
    tied: tuple[str, ...] = (),
) -> Shortlist:
    open_ = (*undecided, *tied)
    return Shortlist(
        chosen=chosen,
        not_chosen=tuple(p.ref for p in places if p.ref not in {*chosen, *open_}),
        reasons={place.ref: reasons[place.ref] for place in places},
        undecided=open_,
        tied_at_cut=tied,
    )


def _too_low(place: Place, floor: Fraction) -> str:
    return f"{_standing(place)}，低于入围最低分 {display(floor)} 分。"


def _tie_reason(place: Place, left: int) -> str:
    others = "、".join(place.tied_with)
    return f"{_standing(place)}，与 {others} 得分完全相同，只余 {left} 个名额，由承办机构确定。"


def _standing(place: Place) -> str:
    return f"资料评审得分 {display(place.score)}，第 {place.place} 名"


def _refs(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(place.ref for place in places)
