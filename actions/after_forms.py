"""评审后声明 (art. 30): handed out with the sheets, and what the gate shows of it."""

from collections.abc import Sequence

from actions import review
from actions.errors import ActionRefused
from documents.forms.after_declaration import blank_after_declaration
from documents.forms.applicants import Applicant
from documents.forms.score_sheet import ReviewStage
from models.after_declaration import signed_after
from models.application import Application
from models.edition import StageAttempt
from models.people import Reviewer
from models.review import SheetState, sheets_of
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


def unsigned(desk: Desk, attempt: StageAttempt) -> tuple[Finding, ...]:
    """Who handed in a score and has not signed after the review."""
    if not is_asked(desk, attempt.edition):
        return ()
    handed_in = sheets_of(desk.session, attempt.id or 0, SheetState.HANDED_IN)
    signed = [
        Certificate(one.reviewer, Occasion.AFTER_MEETING, one.ref, has_interest=one.has_interest)
        for one in signed_after(desk.session, attempt.id or 0)
    ]
    judged = {(sheet.reviewer, sheet.ref) for sheet in handed_in}
    return unsigned_after(judged, signed, desk.policy(attempt.edition))


def after_text(desk: Desk, attempt: StageAttempt) -> str:
    """Interests found in the course of the review and signatures that are missing."""
    if not is_asked(desk, attempt.edition):
        return ""
    policy = desk.policy(attempt.edition)
    told = [
        f"- **{one.reviewer}声明与 {one.ref} 有利害关系：{one.note}**，其评分不再计入。"
        for one in signed_after(desk.session, attempt.id or 0)
        if one.has_interest
    ]
    missing = [f"- {one.sentence}" for one in unsigned(desk, attempt)]
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
    return {"unsigned_after": [one.sentence for one in unsigned(desk, attempt)]}


def refuse_unsigned(desk: Desk, attempt: StageAttempt) -> None:
    """Raise ActionRefused where the policy does not let a review be decided without them."""
    blocks = desk.policy(attempt.edition).panel.after_certificate_blocks
    if blocks and blocks.value and (missing := unsigned(desk, attempt)):
        said = "".join(one.sentence for one in missing)
        raise ActionRefused(f"{said}本届政策规定{TITLE}收齐之前不能决定，请催交。")
