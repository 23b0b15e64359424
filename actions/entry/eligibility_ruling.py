"""What the decision on the qualification review settles: pending applicants, silent departments.

A department's silence is never consent: who approves says of each silent department why its
silence is accepted, or returns the stage.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from actions.details import Details, OpenRow, Reason, by_subject
from actions.entry.eligibility_facts import Assessment, assessments_of, silent_departments
from actions.entry.eligibility_results import PROPOSALS, Result, open_points
from actions.errors import ActionRefused
from models.edition import StageAttempt
from rules.findings import Outcome
from rules.policy import Policy
from runtime.desk import Desk

_BANNED = "25"


class Verdict(Details):
    """What becomes of one applicant."""

    ref: str = Field(title="受理编号", description="裁定的申报单位")
    verdict: Literal["合格", "不合格"] = Field(
        title="裁定", description="待人工确认的须逐家裁定；记录已经排除的不能裁定为合格"
    )
    reason: Reason


class Silence(Details):
    """Whether a department's silence is accepted."""

    name: str = Field(title="部门", description="逾期未反馈的部门")
    accepted: bool = Field(
        title="接受逾期未反馈", description="不接受的不能同意，请退回后催办；未反馈不视为同意"
    )
    reason: Reason


class Verdicts(Details):
    """Article 16: pending applicants and silent departments are settled by name."""

    verdicts: tuple[Verdict, ...] = Field(
        (), title="申报单位裁定", description="待人工确认的申报单位逐家裁定，写明理由"
    )
    departments: tuple[Silence, ...] = Field(
        (), title="逾期未反馈的部门", description="逐个部门写明是否接受其未反馈，写明理由"
    )


def rows_in_eligibility(desk: Desk, attempt: StageAttempt) -> list[OpenRow]:
    """Silent departments, and every applicant; those still pending then have to be ruled on."""
    silent = silent_departments(desk, attempt)
    must = desk.policy(attempt.edition).consultation.silent_means.value == "officer_decides"
    departments = [
        OpenRow("departments", {"name": name}, {"部门": name}, must=must) for name in silent
    ]
    after = assessments_of(desk, attempt, dict.fromkeys(silent, "审批人"))
    return [*departments, *map(_row, after)]


def ruling_in_eligibility(desk: Desk, attempt: StageAttempt, details: Verdicts) -> dict[str, Any]:
    """The result for every applicant, and whose silence is accepted, each with its reason.

    Raises:
        ActionRefused: something pending is not ruled on, or a computed failure is ruled away.
    """
    given = by_subject(details.verdicts, lambda one: one.ref, "申报单位")
    silences = _silences(desk, attempt, details.departments)
    after = assessments_of(desk, attempt, dict.fromkeys(silences, "审批人"))
    known = {one.application.ref for one in after}
    if strange := sorted(given.keys() - known):
        raise ActionRefused(f"{'、'.join(strange)}不在待裁定之列，请核对编号。")
    pending = [o.application.ref for o in after if o.proposal is None]
    if missing := [ref for ref in pending if ref not in given]:
        raise ActionRefused(f"还须逐家裁定：{'、'.join(missing)}。")
    policy = desk.policy(attempt.edition)
    results = {one.application.ref: _result(one, given, policy) for one in after}
    return {"results": results, "silences": silences}


def _row(one: Assessment) -> OpenRow:
    points = "；".join(f"{f.article}{f.outcome.label}：{f.sentence}" for f in open_points(one))
    facts = {
        "受理编号": one.application.ref,
        "申报单位": one.application.name,
        "建议": PROPOSALS[one.proposal],
        "情况": points or "—",
    }
    return OpenRow("verdicts", {"ref": one.application.ref}, facts, must=one.proposal is None)


def _silences(desk: Desk, attempt: StageAttempt, given: Sequence[Silence]) -> dict[str, str]:
    """Silent departments with the reason for accepting it; none may be left out."""
    policy, silent = desk.policy(attempt.edition), silent_departments(desk, attempt)
    said = by_subject(given, lambda one: one.name, "部门")
    accepted = {name: one.reason for name, one in said.items() if one.accepted}
    if strange := sorted(said.keys() - set(silent)):
        raise ActionRefused(f"{'、'.join(strange)}不是逾期未反馈的部门，请核对。")
    missing = [office for office in silent if office not in accepted]
    if missing and policy.consultation.silent_means.value == "officer_decides":
        names = "、".join(missing)
        raise ActionRefused(f"还须对逾期未反馈的{names}逐个写明接受及理由，不能接受的请退回。")
    return accepted


def _result(one: Assessment, given: Mapping[str, Verdict], policy: Policy) -> Result:
    said = given.get(one.application.ref)
    if said is None:
        return Result(eligible=one.proposal is True, reason="")
    if said.verdict == "合格" and (firm := _computed_failures(one, policy)):
        raise ActionRefused(
            f"{one.application.ref}不能裁定为合格：{firm}记录有误的，请退回更正后重新审查。"
        )
    return Result(eligible=said.verdict == "合格", reason=said.reason)


def _computed_failures(one: Assessment, policy: Policy) -> str:
    """What the record itself rules out; nobody's opinion can rule it in."""
    computed = {c.id for c in policy.eligibility.conditions if c.kind.value == "auto"} | {_BANNED}
    return "".join(
        f.sentence for f in one.findings if f.outcome is Outcome.FAIL and f.condition in computed
    )
