"""Condition 13(6) and the bars, looked at again on the day of the request (art. 13, 16, 25)."""

from collections.abc import Iterator
from datetime import date

from models.application import Application, bars_of
from models.edition import StageAttempt, latest_attempt
from models.eligibility import InquiryKind, answers_of
from rules.eligibility import (
    ApplicationFacts,
    Ban,
    DepartmentReply,
    Incident,
    recheck,
    reference_date_of,
)
from rules.findings import Finding, Outcome
from runtime.desk import Desk

_SETTLED_EARLIER = {"awaited", "silent"}  # asked and settled by name in the qualification review


def doubts(desk: Desk, attempt: StageAttempt, application: Application) -> tuple[Finding, ...]:
    """What speaks against a name on the day the attempt began, on what is known here.

    The day is the attempt's, so that looking again does not change the findings.
    """
    found = recheck(
        _facts(application),
        policy=desk.policy(attempt.edition),
        reference_date=_reference_date(desk, application),
        on=attempt.started_at.date(),
        bans=[
            Ban(bar.uscc, until=bar.until, starts_on=bar.since, article=bar.article)
            for bar in bars_of(desk.session, application.uscc)
        ],
        replies=tuple(_replies(desk, application)),
    )
    return tuple(
        one for one in found if one.outcome is not Outcome.PASS and one.code not in _SETTLED_EARLIER
    )


def _facts(application: Application) -> ApplicationFacts:
    records = (application.form.get("quality") or {}).get("records") or []
    accidents = tuple(
        Incident(one["title"], _day(one.get("dated")), one.get("major"))
        for one in records
        if one["kind"] == "事故"
    )
    return ApplicationFacts(application.uscc, application.name, accidents=accidents)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _replies(desk: Desk, application: Application) -> Iterator[DepartmentReply]:
    """Objections of departments; an office outside the policy's list keeps its own name."""
    attempt = latest_attempt(desk.session, application.edition, "eligibility")
    if attempt is None or attempt.id is None:
        return
    departments = desk.policy(application.edition).departments
    ids = {department.name.value: department.id for department in departments}
    for inquiry, answer in answers_of(desk.session, attempt.id):
        if inquiry.kind is not InquiryKind.DEPARTMENT or answer.ref != application.ref:
            continue
        yield DepartmentReply(
            department=ids.get(inquiry.office, inquiry.office),
            answer="clean" if answer.is_clean else "objects",
            conditions=(answer.condition,),
            facts=answer.facts,
        )


def _reference_date(desk: Desk, application: Application) -> date:
    intake = latest_attempt(desk.session, application.edition, "intake")
    received = application.received_at.date()
    deadline = intake.due_at.date() if intake and intake.due_at else received
    policy = desk.policy(application.edition)
    return reference_date_of(policy, deadline=deadline, submitted_on=received)
