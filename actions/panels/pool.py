"""Who is reviewed, and who of the frozen pool may not review whom (art. 30)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from documents.forms.application import ApplicationForm
from models.application import Application, ApplicationState, applications_of
from models.people import Interest, Reviewer, interests_of
from rules import conflicts as rules
from rules.findings import Outcome
from rules.names import Organisation
from rules.policy import Policy
from rules.record import ConflictsRecord
from runtime.desk import Desk

_NOT_IN_REVIEW = {
    ApplicationState.RECEIVED,
    ApplicationState.REFUSED,
    ApplicationState.ACCEPTED,
    ApplicationState.INELIGIBLE,
    ApplicationState.REMOVED,
    ApplicationState.WITHDRAWN,
}
_KINDS = {
    "任职": rules.InterestKind.EMPLOYER,
    "咨询": rules.InterestKind.CONSULTANCY,
    "培训": rules.InterestKind.TRAINING,
    "认证": rules.InterestKind.CERTIFICATION,
    "持股": rules.InterestKind.SHAREHOLDING,
    "近亲属": rules.InterestKind.RELATIVE,
    "竞争关系": rules.InterestKind.COMPETITOR,
    "同一集团": rules.InterestKind.SAME_GROUP,
}


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Reviewer ids kept out of a draw with the reason, and sentences a person has to look at."""

    excluded: Mapping[str, str]
    doubts: tuple[tuple[str, str], ...]


def contestants(desk: Desk, edition: int) -> list[Application]:
    """Eligible applicants, also when panels are made up again later."""
    return [a for a in applications_of(desk.session, edition) if a.state not in _NOT_IN_REVIEW]


def looked_at(
    desk: Desk, pool: Iterable[Reviewer], applicants: Iterable[Application]
) -> ConflictsRecord:
    """What conflicts are looked for in, as it is known today."""
    return ConflictsRecord(
        on=desk.at.date(),
        reviewers=tuple(_reviewers(desk, list(pool))),
        applicants=tuple(_applicant(one) for one in applicants),
    )


def conflicts_in(known: ConflictsRecord, refs: Collection[str], policy: Policy) -> Conflicts:
    """Standing interests and employers of the pool against the applicants of one panel."""
    facts = [one for one in known.applicants if one.ref in refs]
    found = [
        finding
        for reviewer in known.reviewers
        for finding in rules.conflicts_between(reviewer, facts, policy=policy, on=known.on)
    ]
    doubts = tuple((f.reviewer, f.sentence) for f in found if f.outcome is Outcome.CHECK)
    return Conflicts(rules.exclusions(found), doubts)


def _reviewers(desk: Desk, pool: list[Reviewer]) -> list[rules.ReviewerFacts]:
    ties: dict[str, list[rules.Interest]] = {}
    for row in interests_of(desk.session, [reviewer.id for reviewer in pool]):
        ties.setdefault(row.reviewer, []).append(_interest(desk, row))
    return [
        rules.ReviewerFacts(
            one.id,
            one.name,
            Organisation(one.employer, one.employer_uscc),
            tuple(ties.get(one.id, ())),
        )
        for one in pool
    ]


def _interest(desk: Desk, row: Interest) -> rules.Interest:
    kind = _KINDS.get(row.kind, rules.InterestKind.OTHER)
    if kind is rules.InterestKind.EMPLOYER and row.until and row.until < desk.at.date():
        kind = rules.InterestKind.FORMER_EMPLOYER
    return rules.Interest(kind, Organisation(row.organisation, row.uscc), row.until, row.note)


def _applicant(application: Application) -> rules.ApplicantFacts:
    form = ApplicationForm.model_validate(application.form)
    return rules.ApplicantFacts(
        application.ref,
        Organisation(application.name, application.uscc, form.former_names),
        group=(Organisation(form.controlling_company),) if form.controlling_company else (),
        recommenders=(Organisation(form.recommendation.recommender),),
    )
