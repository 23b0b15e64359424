"""Who stands for election, with what scores, and what the votes recorded so far lead to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from actions.attempts import in_force
from actions.review.outside_scores import outside_scores
from models.application import Application, ApplicationState, applications_of
from models.deliberation import Tally as TallyRow
from models.deliberation import meeting_of, tallies_of
from models.edition import StageAttempt, attempt_in_force
from models.review import results_of
from models.types import id_of
from rules.ballot import BallotResult, Candidate, RoundTally, Tally, ballot_rule, count
from rules.policy import Policy
from rules.policy.frame import Meta
from rules.ranking import DOCUMENT, SITE, weigh
from runtime.desk import Desk

_LEVEL = r"国家|全国|中国|自治区|省级|省长|省政府|主席"
_PRIZE = re.compile(r"质量奖|品牌|名牌|驰名商标|老字号")
_LOCAL = re.compile(r"市长质量奖|[县区]长质量奖")
_LOCAL_OFFICE = re.compile(r"[市县]")


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate: scores in points, ``None`` where there is none; honours of art. 13(5)."""

    application: Application
    document: Fraction | None
    site: Fraction | None
    combined: Fraction
    honours: tuple[str, ...]
    outside: Mapping[str, Fraction]  # component → points

    @property
    def ref(self) -> str:
        return self.application.ref


def standings(desk: Desk, edition: int) -> list[Standing]:
    """Candidates by receipt number: those who stand now."""
    rows = applications_of(desk.session, edition, ApplicationState.CANDIDATE)
    return _standings(desk, edition, rows)


def on_ballot(desk: Desk, edition: int) -> list[Standing]:
    """Those of them who are put to the vote: not below the score that the policy asks for."""
    found = standings(desk, edition)
    rule = ballot_rule(desk.policy(edition))
    named = rule.standing({one.ref: _candidate(one) for one in found})
    return [one for one in found if one.ref in named]


def counted(desk: Desk, attempt: StageAttempt) -> BallotResult | None:
    """The result of the rounds recorded so far, ``None`` before the meeting."""
    meeting = meeting_of(desk.session, id_of(attempt))
    if meeting is None:
        return None
    rounds = rounds_of(desk.policy(attempt.edition), tallies_of(desk.session, id_of(attempt)))
    return count_rounds(
        desk, attempt, appointed=meeting.appointed, present=meeting.present, rounds=rounds
    )


def count_rounds(
    desk: Desk,
    attempt: StageAttempt,
    *,
    appointed: int,
    present: int,
    rounds: Sequence[RoundTally],
) -> BallotResult:
    """Count rounds that need not be recorded yet; raises BallotInvalid.

    Who was voted on counts as a candidate even after withdrawing: the votes stay what they were.
    """
    voted = {tally.candidate for held in rounds for tally in held.tallies}
    rows = [
        row
        for row in applications_of(desk.session, attempt.edition)
        if row.state is ApplicationState.CANDIDATE
        or (row.ref in voted and row.ref in _reviewed(desk, attempt.edition))
    ]
    candidates = candidates_of(desk, attempt.edition, rows)
    return count(desk.policy(attempt.edition), appointed, present, candidates, rounds)


def candidates_of(desk: Desk, edition: int, rows: Sequence[Application]) -> dict[str, Candidate]:
    """The applicants as the rules count them."""
    return {one.ref: _candidate(one) for one in _standings(desk, edition, rows)}


def ballot_title(policy: Policy, prize: str, *, is_run_off: bool = False) -> str:
    """What a round is called: by its prize, unless one ballot is cast for all of them."""
    if ballot_rule(policy).single and not is_run_off:
        return "各奖项投票"
    return f"{policy.prize(prize).name.value}{'再次投票' if is_run_off else '投票'}"


def round_numbers(policy: Policy, rows: Sequence[TallyRow]) -> list[tuple[str, bool, int]]:
    """Prize, kind and number of each round: by prize, its first ballot before its run-offs."""
    order = [prize.id for prize in policy.prizes]
    voted = [round_.prize for round_ in policy.vote.rounds.value]
    order = [*voted, *(prize for prize in order if prize not in voted)]
    return sorted(
        {(row.prize, row.is_run_off, row.round) for row in rows},
        key=lambda key: (order.index(key[0]), key[1], key[2]),
    )


def rounds_of(policy: Policy, rows: Sequence[TallyRow]) -> list[RoundTally]:
    """Recorded tallies as the rules count them, in the order of `round_numbers`."""
    return [
        RoundTally(
            prize=prize,
            tallies=tuple(
                Tally(r.ref, r.votes_for, r.votes_against, r.votes_blank, r.recused)
                for r in rows
                if r.round == number
            ),
            run_off=is_run_off,
        )
        for prize, is_run_off, number in round_numbers(policy, rows)
    ]


def honours_of(form: Mapping[str, Any], policy: Policy) -> tuple[str, ...]:
    """National and regional quality prizes and brands among the honours of an application.

    A prize of a city or county, this award among them, is none: article 13(5) names the state's
    and the region's.
    """
    records = form.get("quality", {}).get("records", [])
    return tuple(
        str(one["title"])
        for one in records
        if one.get("kind") == "荣誉" and _is_higher(one, policy.meta)
    )


def _is_higher(record: Mapping[str, Any], meta: Meta) -> bool:
    title, scope = str(record.get("title", "")), str(record.get("scope", ""))
    if not _PRIZE.search(title) or _LOCAL.search(title) or meta.award_name.value in title:
        return False
    level = re.compile(_LEVEL)
    if meta.province:  # “广西”, but not where only the city is meant: “广西钦州”
        city = meta.city.value.removesuffix("市")
        level = re.compile(rf"{_LEVEL}|{meta.province.value}省?(?!{city})")
    is_local_office = _LOCAL_OFFICE.search(scope.replace("市场", ""))
    return bool(level.search(title) or (level.search(scope) and not is_local_office))


def _candidate(one: Standing) -> Candidate:
    return Candidate(one.combined, priority=bool(one.honours))


def _standings(desk: Desk, edition: int, rows: Sequence[Application]) -> list[Standing]:
    policy = desk.policy(edition)
    outside = outside_scores(desk, edition)
    totals = {stage: _totals(desk, edition, stage) for stage in (DOCUMENT, SITE)} | outside
    weights = {name: Fraction(own) for name, own in policy.scoring.weights.value.items()}
    found = []
    for row in rows:
        parts = {name: totals[name][row.ref] for name in weights if row.ref in totals[name]}
        share = sum((weights[name] for name in parts), Fraction(0))
        exact = {name: str(weights[name] / share) for name in parts}
        found.append(
            Standing(
                application=row,
                document=totals[DOCUMENT].get(row.ref),
                site=totals[SITE].get(row.ref),
                combined=weigh(parts, exact) if parts else Fraction(0),
                honours=honours_of(row.form, policy),
                outside={name: own[row.ref] for name, own in outside.items() if row.ref in own},
            )
        )
    return found


def _reviewed(desk: Desk, edition: int) -> set[str]:
    return set(_totals(desk, edition, SITE))


def _totals(desk: Desk, edition: int, stage: str) -> dict[str, Fraction]:
    if attempt_in_force(desk.session, edition, stage) is None:
        return {}
    attempt = in_force(desk, edition, stage)
    return {row.ref: Fraction(row.total) for row in results_of(desk.session, id_of(attempt))}
