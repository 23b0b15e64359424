"""资格审查 (art. 13, 16, 25): departments and verifiers are asked, rules propose, a person rules.

What the decision settles is in ``eligibility_ruling``.
"""

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
from actions.entry.eligibility_ruling import Verdicts, rows_in_eligibility, ruling_in_eligibility
from actions.gates import Evidence
from actions.markdown import bullets, table
from actions.owed import Owed
from actions.papers import filing
from actions.stage import Judgement, Stage, all_in
from actions.stage_inputs import applicant
from models.application import ApplicationState, applications_of, bars_of, prizes_of
from models.edition import StageAttempt, attempt_in_force
from models.eligibility import Inquiry, InquiryKind, inquiries_of
from models.gate import Decision
from models.people import ContactKind, contacts_of
from models.types import id_of
from rules.eligibility import links_between, over_limit
from runtime.desk import Desk

_GUIDE = (
    "待人工确认的须逐家裁定，逾期未反馈的部门须逐个接受，都写明理由；"
    "接受后仍待人工确认的申报单位，也须逐家裁定。"
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
    decision=Judgement(
        evidence_of_eligibility, ruling_in_eligibility, Verdicts, rows_in_eligibility
    ),
    enact=enact_eligibility,
    input=_input,
    makes=(ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE),
    needs=("intake",),
    moved=moved,
)
