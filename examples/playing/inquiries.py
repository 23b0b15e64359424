"""Departments answer or stay silent (art. 16); third parties verify (art. 9(5))."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.reply import ReplyForm, ReplyLine, write_reply
from documents.forms.verification import VerificationForm, VerificationLine, write_verification
from examples.making.people import name_for
from examples.playing.posting import post
from examples.playing.scenario import Scenario


def reply_files(
    scenario: Scenario,
    departments: Sequence[str],
    applicants: Sequence[Applicant],
    *,
    on: date,
    folder: Path,
) -> list[Path]:
    """One reply for each department by name, none from the silent one; applicants with codes."""
    return [
        post(folder, f"部门反馈-{name}.xlsx", write_reply(_reply(scenario, name, applicants, on)))
        for name in departments
        if name != scenario.consultation.silent
    ]


def _reply(
    scenario: Scenario, department: str, applicants: Sequence[Applicant], on: date
) -> ReplyForm:
    return ReplyForm(
        edition=scenario.edition,
        department=department,
        signed_by=name_for(f"{department}/签发人"),
        replied_on=on,
        lines=tuple(_line(scenario, department, one) for one in applicants),
    )


def _line(scenario: Scenario, department: str, one: Applicant) -> ReplyLine:
    for objection in scenario.consultation.objections:
        if (objection.department, objection.uscc) == (department, one.uscc):
            return ReplyLine(
                ref=one.ref,
                name=one.name,
                uscc=one.uscc,
                opinion="有异议",
                conditions=objection.conditions,
                facts=objection.facts,
                occurred_on=objection.occurred_on,
                major=objection.major,
                level=objection.level,
            )
    return ReplyLine(ref=one.ref, name=one.name, uscc=one.uscc, opinion="无异议")


def verification_files(
    scenario: Scenario,
    asked: Sequence[tuple[str, Sequence[Applicant], Sequence[str]]],
    *,
    on: date,
    folder: Path,
) -> list[Path]:
    """One report for each verifier asked: its name, the applicants, the condition ids."""
    return [
        post(
            folder,
            f"核实情况-{verifier}.xlsx",
            write_verification(_report(scenario, verifier, applicants, conditions, on)),
        )
        for verifier, applicants, conditions in asked
    ]


def _report(
    scenario: Scenario,
    verifier: str,
    applicants: Sequence[Applicant],
    conditions: Sequence[str],
    on: date,
) -> VerificationForm:
    part = scenario.verification
    checker = name_for(f"{verifier}/核实人")
    return VerificationForm(
        edition=scenario.edition,
        verifier=verifier,
        signed_by=name_for(f"{verifier}/签发人"),
        replied_on=on,
        lines=tuple(
            VerificationLine(
                ref=one.ref,
                name=one.name,
                condition=condition,
                outcome=part.outcome,
                evidence=part.evidence,
                checker=checker,
            )
            for one in applicants
            for condition in conditions
        ),
    )
