"""What the qualification review found: findings, the list, the notice to each applicant."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from sqlmodel import insert

from actions.entry.eligibility_facts import Assessment
from actions.letters import letters
from actions.papers import filing
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.entry import (
    EligibilityList,
    EligibilityResult,
    EligibilityRow,
    FindingLine,
    InquiryRow,
)
from documents.papers.wording import date_text
from models.edition import StageAttempt
from models.eligibility import ConditionFinding, Inquiry, findings_of, inquiries_of
from models.gate import Decision
from models.types import id_of
from notifications.outbox import Recipient
from notifications.wording import deadline_text
from rules.findings import Finding, Outcome
from rules.policy.citing import Topic
from runtime.desk import Desk

BASIS = Topic.ELIGIBILITY
PROPOSALS = {True: "建议合格", False: "建议不合格", None: "待人工确认"}
_WORDS = {True: "合格", False: "不合格"}
_WORST = (Outcome.FAIL, Outcome.CHECK, Outcome.EVIDENCE, Outcome.PASS)


class Result(TypedDict):
    """What the gate decided about one applicant; the reason is "" where the proposal stands."""

    eligible: bool
    reason: str


def keep_findings(desk: Desk, attempt: StageAttempt, assessments: Iterable[Assessment]) -> None:
    """A row for each finding; the second of one code for a condition is counted: ``silent.2``."""
    rows = []
    for one in assessments:
        seen: dict[tuple[str, str], int] = {}
        for finding in one.findings:
            key = finding.condition, finding.code
            seen[key] = seen.get(key, 0) + 1
            facts = {
                "attempt_id": id_of(attempt),
                "ref": one.application.ref,
                "condition": finding.condition,
                "article": finding.article,
                "outcome": finding.outcome,
                "code": finding.code if seen[key] == 1 else f"{finding.code}.{seen[key]}",
                "sentence": finding.sentence,
            }
            rows.append(facts)
    if rows:
        desk.session.execute(insert(ConditionFinding), rows)


def note_rulings(
    desk: Desk,
    attempt: StageAttempt,
    decision: Decision,
    results: Mapping[str, Result],
    silences: Mapping[str, str],
) -> None:
    """Write into each open finding who settled it, and why."""
    for row in findings_of(desk.session, id_of(attempt)):
        if row.outcome == Outcome.PASS:
            continue
        result = results.get(row.ref)
        accepted = [f"{o}：{why}" for o, why in silences.items() if row.sentence.startswith(o)]
        if row.code.startswith("silent") and accepted:
            row.settled_by = f"{decision.approver}接受逾期未反馈（{'；'.join(accepted)}）"
        elif result and result["reason"]:
            word = _WORDS[result["eligible"]]
            row.settled_by = f"{decision.approver}裁定{word}：{result['reason']}"
        desk.session.add(row)


def file_list(
    desk: Desk,
    attempt: StageAttempt,
    assessments: list[Assessment],
    results: Mapping[str, Result],
) -> None:
    """资格审查情况汇总: proposals at first, written anew with the results once decided."""
    policy = desk.policy(attempt.edition)
    ids = tuple(condition.id for condition in policy.eligibility.conditions)
    verdicts = [_verdict(one, results) for one in assessments]
    days = sorted({date_text(one.reference_date) for one in assessments})
    context = EligibilityList(
        **filing.base(desk, attempt, BASIS),
        bases=filing.bases(policy, "eligibility"),
        reference_date="、".join(days),
        received=len(assessments),
        eligible=verdicts.count(True),
        ineligible=verdicts.count(False),
        pending=verdicts.count(None),
        conditions=ids,
        rows=tuple(_row(one, ids, results) for one in assessments),
        inquiries=tuple(_inquiry_row(one) for one in inquiries_of(desk.session, id_of(attempt))),
    )
    filing.file_paper(desk, attempt, "eligibility-list", context)


def notify(desk: Desk, attempt: StageAttempt, one: Assessment, result: Result) -> None:
    """The notice to one applicant, as a paper and as the letter it goes with."""
    application, policy = one.application, desk.policy(attempt.edition)
    word = _WORDS[result["eligible"]]
    next_step = (
        "承办机构将组织评审组进行资料评审。"
        if result["eligible"]
        else "你单位本届不进入资料评审，符合条件后欢迎继续申报。"
    )
    context = EligibilityResult(
        **filing.base(desk, attempt, BASIS),
        bases=filing.bases(policy, "eligibility"),
        applicant=Organisation(ref=application.ref, name=application.name, uscc=application.uscc),
        result=word,
        findings=tuple(_told(one, result)),
        next_step=next_step,
        contact=filing.office_contact(desk),
    )
    paper = filing.file_paper(desk, attempt, "eligibility-result", context, subject=application.ref)
    letters.write(
        desk, attempt.edition, "eligibility-result",
        key=f"{attempt.key}/{application.ref}/eligibility-result",
        to=Recipient(application.contact or application.name, application.email),
        addressee=application.name,
        basis=BASIS,
        attachments=(paper,),
        ref=application.ref,
        result=word,
        reasons=_reasons(one, result),
        next_step=next_step,
    )  # fmt: skip


def _told(one: Assessment, result: Result) -> Iterator[FindingLine]:
    """A line a condition, as the applicant is told: what it fails by, and nothing of who was asked.

    Which department kept silent and who judged that is the office's own business.
    """
    for condition, article in dict.fromkeys((f.condition, f.article) for f in one.findings):
        failed = [
            f.sentence
            for f in one.findings
            if f.condition == condition and f.outcome is Outcome.FAIL
        ]
        if failed and not result["eligible"]:
            yield FindingLine(article=article, outcome=Outcome.FAIL.label, sentence="".join(failed))
        elif result["eligible"] or _worst(one, condition) is Outcome.PASS:
            yield FindingLine(article=article, outcome=Outcome.PASS.label, sentence="符合。")
        else:
            yield FindingLine(article=article, outcome="未认定", sentence="未认定符合。")


def open_points(one: Assessment) -> list[Finding]:
    """The findings that do not pass, failures first."""
    found = [finding for finding in one.findings if finding.outcome is not Outcome.PASS]
    return sorted(found, key=lambda finding: _WORST.index(finding.outcome))


def _reasons(one: Assessment, result: Result) -> tuple[str, ...]:
    ruled = (f"经认定：{result['reason']}",) if result["reason"] else ()
    if result["eligible"]:
        return ("申报条件均符合或经认定符合。", *ruled)
    found = tuple(
        f"{f.article}：{f.sentence}" for f in open_points(one) if f.outcome is Outcome.FAIL
    )
    return (*found, *ruled) or ("不符合申报条件。",)


def _verdict(one: Assessment, results: Mapping[str, Result]) -> bool | None:
    result = results.get(one.application.ref)
    return result["eligible"] if result else one.proposal


def _row(one: Assessment, ids: Iterable[str], results: Mapping[str, Result]) -> EligibilityRow:
    result = results.get(one.application.ref)
    word = _WORDS[result["eligible"]] if result else PROPOSALS[one.proposal]
    points = "".join(finding.sentence for finding in open_points(one))
    return EligibilityRow(
        ref=one.application.ref,
        name=one.application.name,
        outcomes=tuple(_worst(one, condition).label for condition in ids),
        result=word,
        note=(result["reason"] if result else "") or points,
    )


def _worst(one: Assessment, condition: str) -> Outcome:
    outcomes = {f.outcome for f in one.findings if f.condition == condition}
    return next((outcome for outcome in _WORST if outcome in outcomes), Outcome.CHECK)


def overdue(inquiry: Inquiry) -> str:
    """When the answer came and until when it was asked for, "" unless it came late."""
    replied = inquiry.replied_at
    if replied is None or replied <= inquiry.due_at:
        return ""
    return f"{deadline_text(replied)}反馈，期限为{deadline_text(inquiry.due_at)}"


def _inquiry_row(inquiry: Inquiry) -> InquiryRow:
    replied, late = inquiry.replied_at, overdue(inquiry)
    status = "逾期反馈" if late else "已反馈"
    return InquiryRow(
        office=inquiry.office,
        status=status if replied else "逾期未反馈",
        replied=date_text(replied.date()) if replied else "",
        note=late if inquiry.email else "没有登记联系人，未能发函",
    )
