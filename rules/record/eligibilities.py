"""Assessments of a record made again from the same facts."""

from collections.abc import Iterator
from functools import partial

from rules.eligibility import assess, eligible
from rules.record.discrepancy import Discrepancy, guarded
from rules.record.model import AssessmentRecord, EligibilityRecord, Record

SECTION = "eligibility"


def check(record: Record) -> Iterator[Discrepancy]:
    """Findings that differ, and decisions against them without a reason."""
    if record.eligibility is None:
        return
    for own in record.eligibility.assessments:
        check_one = partial(_assessment, record, record.eligibility, own)
        yield from guarded(SECTION, own.ref, check_one)


def eligible_refs(record: Record) -> frozenset[str] | None:
    """Who may go on, None when the record has no assessments."""
    if record.eligibility is None:
        return None
    return frozenset(
        own.ref
        for own in record.eligibility.assessments
        if (own.decided.eligible if own.decided else eligible(own.findings) is True)
    )


def _assessment(
    record: Record, section: EligibilityRecord, own: AssessmentRecord
) -> Iterator[Discrepancy]:
    findings = assess(
        own.application,
        policy=record.policy,
        reference_date=own.reference_date,
        history=section.history,
        bans=section.bans,
        replies=own.replies,
        verifications=own.verifications,
        recheck_on=own.recheck_on,
        edition=record.edition,
    )
    if findings != own.findings:
        sentence = f"{own.ref} 的资格审查结论重新核对后不一致。"
        yield Discrepancy(SECTION, own.ref, "findings", sentence)
    decided = own.decided
    if decided and decided.eligible is not eligible(findings) and not decided.reason.strip():
        sentence = f"{own.ref} 的认定与审查结论不同，没有写明理由。"
        yield Discrepancy(SECTION, own.ref, "no_reason", sentence)
