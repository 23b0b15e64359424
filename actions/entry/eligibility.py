"""资格审查 (art. 13, 16, 25): departments and verifiers are asked, rules propose, a person rules.

A department's silence is never consent: the officer who approves names every silent department
and says why its silence is accepted, or returns the stage.
"""

from collections.abc import Mapping
from typing import Any

from actions import applications
from actions.entry.eligibility_facts import Assessment, assessments_of, reviewed, silent_departments
from actions.entry.eligibility_letters import (
    CONSULTED,
    VERIFIED,
    consult,
    moved,
    order_verification,
)
from actions.entry.eligibility_results import (
    PROPOSALS,
    Result,
    file_list,
    keep_findings,
    note_rulings,
    notify,
    open_points,
    overdue,
)
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.markdown import bullets, table
from actions.owed import Owed
from actions.papers import filing
from actions.ruling_lines import rulings
from actions.stage import Judgement, Stage, all_in
from actions.stage_inputs import applicant
from models.application import ApplicationState, applications_of, bars_of, prizes_of
from models.edition import StageAttempt, attempt_in_force
from models.eligibility import Inquiry, InquiryKind, inquiries_of
from models.gate import Decision
from models.people import ContactKind, contacts_of
from models.types import id_of
from rules.eligibility import links_between, over_limit
from rules.findings import Outcome
from rules.policy import Policy
from runtime.desk import Desk

FIELD = "待定事项裁定"
_CHOICES = frozenset({"合格", "不合格", "接受"})
_BANNED = "25"
_GUIDE = (
    f"“{FIELD}”每行一项：`受理编号 合格|不合格 理由`；"
    "逾期未反馈的部门逐个写 `部门名称 接受 理由`。"
    "接受部门逾期未反馈后仍待人工确认的申报单位，须逐家裁定。"
)


def open_eligibility(desk: Desk, attempt: StageAttempt) -> None:
    """Ask every department of the policy and every third party about the accepted applicants."""
    applicants = reviewed(desk, attempt.edition)
    if not applicants:
        return
    policy = desk.policy(attempt.edition)
    for department in policy.departments:
        consult(desk, attempt, department, applicants)
    if policy.verification.conditions.value:
        for contact in contacts_of(desk.session, ContactKind.THIRD_PARTY):
            order_verification(desk, attempt, contact, applicants)


def owed_in_eligibility(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Replies and reports that have not come; the office itself where nobody could be asked."""
    own = filing.office_contact(desk).email
    return [_owed(inquiry, own) for inquiry in _asked(desk, attempt) if not inquiry.replied_at]


def close_eligibility(desk: Desk, attempt: StageAttempt) -> None:
    """Assess every applicant on what has come in, and write the list of proposals."""
    assessments = assessments_of(desk, attempt)
    keep_findings(desk, attempt, assessments)
    file_list(desk, attempt, assessments, {})
    desk.record(
        "eligibility.assessed", attempt.key, edition=attempt.edition,
        proposals={one.application.ref: one.proposal for one in assessments},
        silent=silent_departments(desk, attempt),
    )  # fmt: skip


def evidence_of_eligibility(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Every applicant with the proposal and its open points; who was silent; what to write."""
    assessments, silent = assessments_of(desk, attempt), silent_departments(desk, attempt)
    late = [i.office for i in _asked(desk, attempt) if not i.replied_at and i.office not in silent]
    parts = [
        f"### 审查建议（{len(assessments)}家）",
        table(("受理编号", "申报单位", "建议", "情况"), map(_shown, assessments)),
        "### 关联提示（同一集团、同一地址或同一代码，请一并提示评审委员会）",
        bullets(_linked(desk, attempt, assessments)),
        "### 逾期未反馈的部门（不视为同意）",
        bullets(silent),
        "### 逾期之后才反馈的单位（意见已采用）",
        bullets(f"{one.office}（{overdue(one)}）" for one in _asked(desk, attempt) if overdue(one)),
        "### 尚未反馈的核实单位",
        bullets(late),
        _GUIDE,
    ]
    facts = {
        "applicants": {
            one.application.ref: {
                "proposal": one.proposal,
                "open": [[f.condition, f.outcome, f.sentence] for f in open_points(one)],
            }
            for one in assessments
        },
        "silent": silent,
    }
    return Evidence("\n\n".join(parts), facts)


def _linked(desk: Desk, attempt: StageAttempt, assessments: list[Assessment]) -> list[str]:
    facts = [one.facts for one in assessments]
    over = over_limit(facts, desk.policy(attempt.edition))
    return [*(link.sentence for link in links_between(facts)), *(one.sentence for one in over)]


def ruling_in_eligibility(
    desk: Desk, attempt: StageAttempt, details: dict[str, str]
) -> dict[str, Any]:
    """The result for every applicant, and whose silence is accepted, each with its reason.

    Raises:
        ActionRefused: something pending is not ruled on, or a computed failure is ruled away.
    """
    given = rulings(details.get(FIELD, ""), FIELD, _CHOICES)
    silences = _silences(desk, attempt, given)
    after = assessments_of(desk, attempt, dict.fromkeys(silences, "审批人"))
    known = {one.application.ref for one in after}
    if strange := sorted(given.keys() - known - silences.keys()):
        raise ActionRefused(f"“{FIELD}”中的{'、'.join(strange)}不在待裁定之列，请核对编号。")
    pending = [o.application.ref for o in after if o.proposal is None]
    if missing := [ref for ref in pending if ref not in given]:
        raise ActionRefused(f"还须在“{FIELD}”中逐家裁定：{'、'.join(missing)}。")
    policy = desk.policy(attempt.edition)
    results = {one.application.ref: _result(one, given, policy) for one in after}
    return {"results": results, "silences": silences}


def enact_eligibility(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Set every applicant eligible or not, say why, and write the list anew."""
    results: dict[str, Result] = decision.details["results"]
    silences: dict[str, str] = decision.details["silences"]
    accepted = dict.fromkeys(silences, decision.approver)
    assessments = [
        one for one in assessments_of(desk, attempt, accepted) if one.application.ref in results
    ]
    note_rulings(desk, attempt, decision, results, silences)
    for one in assessments:
        result = results[one.application.ref]
        to = ApplicationState.ELIGIBLE if result["eligible"] else ApplicationState.INELIGIBLE
        applications.move(
            desk, one.application, to,
            actor=decision.approver, event="application.assessed", **result,
        )  # fmt: skip
        notify(desk, attempt, one, result)
    file_list(desk, attempt, assessments, results)


def _asked(desk: Desk, attempt: StageAttempt) -> list[Inquiry]:
    return inquiries_of(desk.session, id_of(attempt))


def _owed(inquiry: Inquiry, office: str) -> Owed:
    asked = inquiry.kind is InquiryKind.DEPARTMENT
    form = "征求意见反馈表" if asked else "核实情况表"
    return Owed(
        subject=f"inquiry/{inquiry.kind}/{inquiry.office}",
        name=inquiry.person or inquiry.office,
        address=inquiry.email or office,
        matter=f"反馈{form}（{inquiry.office}）",
        due_at=inquiry.due_at,
        basis=CONSULTED if asked else VERIFIED,
        request=f"请逐家填写{form}并发送至承办机构邮箱。",
        kind="reply",
        role="department" if asked else "verifier",
    )


def _shown(one: Assessment) -> tuple[str, str, str, str]:
    points = "；".join(f"{f.article}{f.outcome.label}：{f.sentence}" for f in open_points(one))
    return one.application.ref, one.application.name, PROPOSALS[one.proposal], points or "—"


def _silences(
    desk: Desk, attempt: StageAttempt, given: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Silent departments with the reason for accepting it; none may be left out."""
    policy, silent = desk.policy(attempt.edition), silent_departments(desk, attempt)
    accepted = {who: why for who, (choice, why) in given.items() if choice == "接受"}
    if strange := sorted(accepted.keys() - set(silent)):
        raise ActionRefused(f"{'、'.join(strange)}不是逾期未反馈的部门，不能写“接受”。")
    missing = [office for office in silent if office not in accepted]
    if missing and policy.consultation.silent_means.value == "officer_decides":
        names = "、".join(missing)
        raise ActionRefused(
            f"还须在“{FIELD}”中对逾期未反馈的{names}逐个写明接受及理由，不能接受的请退回。"
        )
    return accepted


def _result(one: Assessment, given: Mapping[str, tuple[str, str]], policy: Policy) -> Result:
    choice, reason = given.get(one.application.ref, ("", ""))
    if not choice:
        return Result(eligible=one.proposal is True, reason="")
    if choice == "合格" and (firm := _computed_failures(one, policy)):
        raise ActionRefused(
            f"{one.application.ref}不能裁定为合格：{firm}记录有误的，请退回更正后重新审查。"
        )
    return Result(eligible=choice == "合格", reason=reason)


def _computed_failures(one: Assessment, policy: Policy) -> str:
    """What the record itself rules out; nobody's opinion can rule it in."""
    computed = {c.id for c in policy.eligibility.conditions if c.kind.value == "auto"} | {_BANNED}
    return "".join(
        f.sentence for f in one.findings if f.outcome is Outcome.FAIL and f.condition in computed
    )


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """Who applied with what, until when, and what earlier editions left behind."""
    intake = attempt_in_force(desk.session, attempt.edition, "intake")
    closed = (intake.due_at or intake.closed_at) if intake else None
    return {
        "closed": closed.date() if closed else None,
        "applicants": {
            one.ref: [
                applicant(one),
                [[p.prize, p.decided_on, p.revoked_on] for p in prizes_of(desk.session, one.uscc)],
                [[b.article, b.since, b.until] for b in bars_of(desk.session, one.uscc)],
            ]
            for one in applications_of(desk.session, attempt.edition)
            if not one.state.is_out
        },
    }


ELIGIBILITY = Stage(
    name="eligibility",
    open=open_eligibility,
    waits=all_in(owed_in_eligibility),
    owed=owed_in_eligibility,
    close=close_eligibility,
    decision=Judgement(evidence_of_eligibility, ruling_in_eligibility),
    enact=enact_eligibility,
    input=_input,
    makes=(ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE),
    needs=("intake",),
    moved=moved,
)
