"""All conditions of a policy for one applicant."""

from collections.abc import Iterable, Iterator
from datetime import date

from rules.eligibility import asked, listed, reapply, registration
from rules.eligibility.facts import (
    ApplicationFacts,
    Ban,
    Case,
    DepartmentReply,
    PastPrize,
    Verification,
)
from rules.findings import Finding, Outcome
from rules.names import same_organisation
from rules.policy import Policy
from rules.policy.citing import Topic, articles
from rules.policy.entry import Condition
from rules.uscc import normalise_uscc


def assess(
    application: ApplicationFacts,
    *,
    policy: Policy,
    reference_date: date,
    history: Iterable[PastPrize] = (),
    bans: Iterable[Ban] = (),
    replies: Iterable[DepartmentReply] = (),
    verifications: Iterable[Verification] = (),
    recheck_on: date | None = None,
    edition: int | None = None,
) -> tuple[Finding, ...]:
    """One or more findings for each condition in the policy's order, then the bans.

    `replies` and `verifications` are those about this applicant; `history` and `bans` may hold
    everybody's. `recheck_on` lets facts after the reference date count too, up to that day.
    `edition` is needed only where the policy counts waiting periods by edition.
    """
    case = Case(
        application=application,
        policy=policy,
        history=tuple(history),
        bans=tuple(bans),
        replies=tuple(replies),
        verifications=tuple(verifications),
        reference_date=reference_date,
        until=max(reference_date, recheck_on or reference_date),
        edition=edition,
    )
    conditions = policy.eligibility.conditions
    findings = (f for condition in conditions for f in _findings(condition, case))
    return (*findings, *_ban_findings(case))


def eligible(findings: Iterable[Finding]) -> bool | None:
    """False when any condition fails, True when all pass, None while a human has to look."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAIL in outcomes:
        return False
    return True if outcomes <= {Outcome.PASS} else None


def recheck(
    application: ApplicationFacts,
    *,
    policy: Policy,
    reference_date: date,
    on: date,
    bans: Iterable[Ban] = (),
    replies: Iterable[DepartmentReply] = (),
) -> tuple[Finding, ...]:
    """The conditions that can break after the list was made, looked at again on a later day.

    For the day before the request to the city government: what consulted departments say now,
    accidents up to that day, and bans. The clean years still begin at the reference date.
    """
    findings = assess(
        application,
        policy=policy,
        reference_date=reference_date,
        bans=bans,
        replies=replies,
        recheck_on=on,
    )
    asked_again = {
        c.id for c in policy.eligibility.conditions if c.kind.value == "department_check"
    }
    return tuple(f for f in findings if f.condition in asked_again | {BAN_CONDITION})


def reference_date_of(
    policy: Policy, *, deadline: date, submitted_on: date, accepted_on: date | None = None
) -> date:
    """The day every clock of the conditions is read at, as the policy chooses it.

    Before an application is accepted, a policy that counts from acceptance uses the deadline.
    """
    match policy.eligibility.reference_date.value:
        case "submission":
            return submitted_on
        case "acceptance":
            return accepted_on or deadline
        case "fixed_date":
            return policy.hard.fixed_reference_date.value or deadline
        case _:
            return deadline


BAN_CONDITION = "25"


def _findings(condition: Condition, case: Case) -> Iterator[Finding]:
    match condition.kind.value:
        case "auto":
            yield from _computed(condition, case)
        case "department_check":
            yield from asked.by_departments(condition, case)
        case "verification":
            yield from asked.by_verification(condition, case)
        case "evidence":
            yield asked.by_evidence(condition, case)
        case _:  # attest
            yield asked.by_attestation(condition, case)


def _computed(condition: Condition, case: Case) -> Iterator[Finding]:
    match condition.params.value.check:
        case "registration":
            yield from registration.findings(condition, case)
        case "reapply":
            yield from reapply.findings(condition, case)
        case "listed":
            yield listed.on_list(condition, case)
        case _:  # minimum
            yield listed.at_least(condition, case)


def _ban_findings(case: Case) -> Iterator[Finding]:
    code = normalise_uscc(case.application.uscc)
    banned = False
    for ban in case.bans:
        in_force = ban.starts_on <= case.until and case.reference_date <= ban.until
        if normalise_uscc(ban.uscc) == code and in_force:
            banned = True
            reason = f"{ban.reason.rstrip('。')}。" if ban.reason else ""
            sentence = f"申报资格已被取消至{ban.until.isoformat()}（{ban.article}）。{reason}"
            yield Finding(BAN_CONDITION, ban.article, Outcome.FAIL, "banned", sentence)
    for ban in _bans_of_former_names(case):
        banned = True
        sentence = f"“{ban.name}”（{ban.uscc}）的申报资格已被取消至{ban.until.isoformat()}，"
        sentence += "与申报单位或其曾用名相同而代码不同，须核对是否为同一单位或其承继者。"
        settled_by = "工商变更登记材料"
        yield Finding(
            BAN_CONDITION, ban.article, Outcome.CHECK, "banned_name", sentence, settled_by
        )
    if not banned:
        article = articles(case.policy, Topic.FRAUD)
        yield Finding(BAN_CONDITION, article, Outcome.PASS, "ok", "未被取消申报资格。")


def _bans_of_former_names(case: Case) -> Iterator[Ban]:
    """Bans of somebody of the same name under another code: a human says whether it is the same."""
    own = normalise_uscc(case.application.uscc)
    names = (case.application.name, *case.application.former_names)
    for ban in case.bans:
        in_force = ban.starts_on <= case.until and case.reference_date <= ban.until
        other = ban.name and normalise_uscc(ban.uscc) != own
        if other and in_force and any(same_organisation(name, ban.name) for name in names):
            yield ban
