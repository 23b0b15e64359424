"""评审后声明 (art. 30): handed out with the sheets, and what the gate shows of it."""

from collections.abc import Sequence

from actions.errors import ActionRefused
from actions.owed import Owed
from actions.panels.seats import reviewer_of
from actions.review import review
from documents.forms.after_declaration import blank_after_declaration
from documents.forms.applicants import Applicant
from documents.forms.score_sheet import ReviewStage
from models.after_declaration import signed_after
from models.application import Application
from models.edition import Phase, StageAttempt
from models.people import Reviewer
from models.review import SheetState, sheets_of
from models.types import id_of
from notifications.outbox import Attachment
from rules.certificates import Certificate, Occasion, unsigned_after
from rules.findings import Finding
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

TITLE = "评审后声明"


def is_asked(desk: Desk, edition: int) -> bool:
    """Whether the policy asks for it; one pinned before there was such a form does not."""
    return desk.policy(edition).panel.after_certificate_blocks is not None


def after_form(
    desk: Desk,
    attempt: StageAttempt,
    group: review.Group,
    member: Reviewer,
    applicants: Sequence[Application],
) -> tuple[Attachment, ...]:
    """The form that goes with a reviewer's workbook, none where the policy asks for none."""
    if not is_asked(desk, attempt.edition):
        return ()
    stage: ReviewStage = "site-review" if attempt.stage == review.SITE else "document-review"
    number = group.panel.number
    data = blank_after_declaration(
        edition=attempt.edition, stage=stage, panel=number, reviewer=member.id, name=member.name,
        applicants=[Applicant(ref=one.ref, name=one.name) for one in applicants],
    )  # fmt: skip
    title = review.TITLES[attempt.stage]
    name = f"{attempt.edition:02d}-{title}后声明-第{number}组-{member.id}.xlsx"
    subject = f"{attempt.key}/{member.id}-{number}"
    return (
        Attachment(
            name, desk.keep(data, name, kind="form", edition=attempt.edition, subject=subject)
        ),
    )


def unsigned(desk: Desk, attempt: StageAttempt) -> dict[str, tuple[Finding, ...]]:
    """By reviewer id: who scored an applicant in the running and has not signed since."""
    if not is_asked(desk, attempt.edition):
        return {}
    running = {one.ref for group in review.groups_of(desk, attempt) for one in group.applicants}
    judged: dict[str, set[tuple[str, str]]] = {}
    for sheet in sheets_of(desk.session, id_of(attempt), SheetState.HANDED_IN):
        if sheet.ref in running:
            judged.setdefault(sheet.reviewer, set()).add((sheet.reviewer, sheet.ref))
    signed = [
        Certificate(one.reviewer, Occasion.AFTER_MEETING, one.ref, has_interest=one.has_interest)
        for one in signed_after(desk.session, id_of(attempt))
    ]
    policy = desk.policy(attempt.edition)
    found = {who: unsigned_after(own, signed, policy) for who, own in sorted(judged.items())}
    return {who: own for who, own in found.items() if own}


def owed_after(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Once a review is closed: one entry a reviewer who has not signed; nothing waits for it."""
    if attempt.phase not in {Phase.CLOSING, Phase.DECIDING}:
        return []
    title = f"{review.TITLES[attempt.stage]}后声明"
    found = unsigned(desk, attempt).items()
    return [_owed(desk, attempt, reviewer_of(desk, who), title, len(own)) for who, own in found]


def _owed(desk: Desk, attempt: StageAttempt, member: Reviewer, title: str, count: int) -> Owed:
    return Owed(
        subject=f"after/{member.id}",
        name=member.name,
        address=member.email,
        matter=f"提交{title}（{count}家）",
        due_at=attempt.due_at or desk.at,
        basis=Topic.RECUSAL,
        request=f"请填写随评分表发放的{title}并发回，没有新的利害关系的也请填写。",
        kind="after",
        role="reviewer",
        phone=member.phone,
    )


def after_text(desk: Desk, attempt: StageAttempt) -> str:
    """Interests found in the course of the review and signatures that are missing."""
    if not is_asked(desk, attempt.edition):
        return ""
    policy = desk.policy(attempt.edition)
    told = [
        f"- **{one.reviewer}声明与 {one.ref} 有利害关系：{one.note}**，其评分按回避处理。"
        for one in signed_after(desk.session, id_of(attempt))
        if one.has_interest
    ]
    missing = [f"- {sentence}" for sentence in _sentences(desk, attempt)]
    head = f"### {TITLE}{noted(policy, Topic.RECUSAL)}\n"
    if not missing:
        return "\n".join([head, *told, "" if told else "评分的评审员均已签署，没有新的利害关系。"])
    blocks = policy.panel.after_certificate_blocks
    then = "收齐之前不能同意。" if blocks and blocks.value else "请催交；不影响作出决定。"
    return "\n".join([head, *told, *missing, f"\n{then}"])


def facts_after(desk: Desk, attempt: StageAttempt) -> dict[str, list[str]]:
    """What a decision is bound to; nothing where the policy asks for none."""
    if not is_asked(desk, attempt.edition):
        return {}
    return {"unsigned_after": _sentences(desk, attempt)}


def refuse_unsigned(desk: Desk, attempt: StageAttempt) -> None:
    """Raise ActionRefused where the policy does not let a review be decided without them."""
    blocks = desk.policy(attempt.edition).panel.after_certificate_blocks
    if blocks and blocks.value and (missing := _sentences(desk, attempt)):
        said = "".join(missing)
        raise ActionRefused(f"{said}本届政策规定{TITLE}收齐之前不能决定，请催交。")


def _sentences(desk: Desk, attempt: StageAttempt) -> list[str]:
    return [one.sentence for own in unsigned(desk, attempt).values() for one in own]
