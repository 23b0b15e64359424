"""Who may not review whom (article 30), found from what is known about both.

Credit codes are compared first, names after them. What is certain keeps a reviewer out of the
draw; what is only likely is a question for a person, never a silent exclusion and never a silent
pass. Interests that ended longer ago than the policy's years no longer count.

Recusal after the draw (declared, ordered, found later) is in `recusal`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.calendar import add_years
from rules.findings import Outcome
from rules.interests import ApplicantFacts, Interest, InterestKind, Relation, ReviewerFacts
from rules.names import Match, Organisation, match_organisations
from rules.policy import Policy
from rules.policy.citing import Topic, articles

__all__ = [
    "ApplicantFacts",
    "ConflictFinding",
    "Interest",
    "InterestKind",
    "Relation",
    "ReviewerFacts",
    "conflicts_between",
    "exclusions",
    "find_conflicts",
]


@dataclass(frozen=True, slots=True)
class ConflictFinding:
    """One tie between a reviewer and an applicant.

    `outcome` FAIL keeps the reviewer away from the applicant; CHECK asks a person. `code` is the
    kind of interest and the relation ("employer:itself").
    """

    reviewer: str
    ref: str
    outcome: Outcome
    code: str
    sentence: str


def conflicts_between(
    reviewer: ReviewerFacts, applicants: Iterable[ApplicantFacts], *, policy: Policy, on: date
) -> tuple[ConflictFinding, ...]:
    """Every conflict of one reviewer by the policy on the day `on`."""
    return find_conflicts(
        reviewer,
        applicants,
        cooling_years=policy.panel.cooling_years.value,
        on=on,
        places=(policy.meta.city.value,),
        basis=articles(policy, Topic.RECUSAL),
    )


def find_conflicts(
    reviewer: ReviewerFacts,
    applicants: Iterable[ApplicantFacts],
    *,
    cooling_years: int,
    on: date,
    places: Iterable[str] = (),
    basis: str = "",
) -> tuple[ConflictFinding, ...]:
    """Every conflict of one reviewer, by applicant in the given order.

    An interest that ended on a day still counts for `cooling_years` years including that day.
    `places` are local place names that organisation names may begin with, `basis` is the article
    the sentences cite.
    """
    known, so = tuple(places), f"依据{basis}应当回避" if basis else "应当回避"
    employer = Interest(InterestKind.EMPLOYER, reviewer.employer)
    interests = [
        interest
        for interest in (employer, *reviewer.interests)
        if interest.until is None or add_years(interest.until, cooling_years) >= on
    ]
    return tuple(
        finding
        for applicant in applicants
        for interest in interests
        if (finding := _closest(reviewer, interest, applicant, known, so))
    )


def exclusions(findings: Iterable[ConflictFinding]) -> dict[str, str]:
    """Reviewer id to the Chinese reasons, for those whose conflict is certain: for the draw."""
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        if finding.outcome is Outcome.FAIL:
            reasons.setdefault(finding.reviewer, []).append(finding.sentence)
    return {reviewer: "".join(said) for reviewer, said in sorted(reasons.items())}


def _closest(
    reviewer: ReviewerFacts,
    interest: Interest,
    applicant: ApplicantFacts,
    places: tuple[str, ...],
    certain: str,
) -> ConflictFinding | None:
    """The surest relation this interest has to the applicant, the nearest among equally sure."""
    found: dict[Match, Relation] = {}
    for relation, organisations in _sides(applicant, interest.kind):
        for organisation in organisations:
            match = match_organisations(interest.organisation, organisation, places)
            found.setdefault(match, relation)
    if Match.SAME in found:
        return _finding(reviewer, interest, applicant, found[Match.SAME], certain)
    if Match.LIKELY in found:
        return _finding(reviewer, interest, applicant, found[Match.LIKELY])
    return None


def _sides(
    applicant: ApplicantFacts, kind: InterestKind
) -> Iterable[tuple[Relation, tuple[Organisation, ...]]]:
    """Where to look; who recommends or competes matters to those who work there now."""
    yield Relation.ITSELF, (applicant.organisation,)
    yield Relation.SAME_GROUP, applicant.group
    if kind is InterestKind.EMPLOYER:
        yield Relation.COMPETITOR, applicant.competitors
        yield Relation.RECOMMENDER, applicant.recommenders


def _finding(
    reviewer: ReviewerFacts,
    interest: Interest,
    applicant: ApplicantFacts,
    relation: Relation,
    certain: str = "",
) -> ConflictFinding:
    """`certain` is what follows from a tie that is; without it a person has to look."""
    tie = interest.kind.words(interest.organisation.name)
    side = relation.words(f"“{applicant.organisation.name}”（{applicant.ref}）")
    so = certain or "但只有名称相近，是否为同一单位须人工核实"
    return ConflictFinding(
        reviewer=reviewer.id,
        ref=applicant.ref,
        outcome=Outcome.FAIL if certain else Outcome.CHECK,
        code=f"{interest.kind}:{relation}",
        sentence=f"{reviewer.name}{tie}，{side}，{so}。",
    )
