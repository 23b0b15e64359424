"""What leaves the house in the document review: blank score sheets, and each result."""

from actions.letters import letters
from actions.review.after_forms import TITLE, after_form
from actions.review.readable import letter_key, readable
from actions.review.review import Group, Reviewed
from documents.forms.score_sheet import BlankItem, BlankSheet, blank_score_sheet
from models.edition import StageAttempt
from models.people import Reviewer
from notifications.outbox import Attachment, Recipient
from rules.policy.citing import Topic
from rules.shortlist import Shortlist
from runtime.desk import Desk


def send_blanks(desk: Desk, attempt: StageAttempt, group: Group, member: Reviewer) -> None:
    """The blank workbook of one reviewer, with the applicants to be judged that may be read."""
    applicants = readable(desk, group, member)
    if not applicants:
        return
    criteria = desk.criteria(attempt.edition)
    items = tuple(BlankItem(number=i.number, name=i.name, points=i.points) for i in criteria.items)
    data = blank_score_sheet(
        edition=attempt.edition,
        stage="document-review",
        panel=group.panel.number,
        reviewer=member.id,
        reviewer_name=member.name,
        criteria=criteria.id,
        applicants=[BlankSheet(ref=a.ref, applicant=a.name, items=items) for a in applicants],
    )
    subject = f"{attempt.key}/{member.id}-{group.panel.number}"
    name = f"{attempt.edition:02d}-资料评审评分表-第{group.panel.number}组-{member.id}.xlsx"
    sha256 = desk.keep(data, name, kind="blank", edition=attempt.edition, subject=subject)
    after = after_form(desk, attempt, group, member, applicants)
    letters.write(
        desk,
        attempt.edition,
        "score-sheets",
        key=letter_key(f"{subject}/score-sheets", group, member, applicants),
        to=Recipient(member.name, member.email),
        basis=Topic.DOCUMENT_REVIEW,
        attachments=(Attachment(name, sha256), *after),
        panel=f"第{group.panel.number}评审组",
        applicants=tuple(f"{a.ref} {a.name}" for a in applicants),
        criteria=criteria.title,
        deadline=attempt.due_at or desk.at,
        after_form=f"《{TITLE}》" if after else "",
    )


def tell_result(
    desk: Desk,
    attempt: StageAttempt,
    one: Reviewed,
    decided: Shortlist,
    feedback: tuple[Attachment, ...],
) -> None:
    """The result; who goes no further gets the feedback with it, the others after the award."""
    chosen = one.ref in decided.chosen
    letters.write(
        desk,
        attempt.edition,
        "shortlist-result",
        key=f"{attempt.key}/{one.ref}/shortlist-result",
        to=Recipient(one.applicant.contact or one.applicant.name, one.applicant.email),
        basis=Topic.DOCUMENT_REVIEW,
        attachments=feedback,
        addressee=one.applicant.name,
        ref=one.ref,
        result="进入现场评审" if chosen else "未进入现场评审",
        reasons=(decided.reasons[one.ref],),
        next_step="现场评审的时间和安排另行通知。" if chosen else "感谢贵单位的参与。",
    )
