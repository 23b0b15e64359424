"""The discipline organ invited to watch over what matters most (art. 11): with what, and when."""

from actions.letters.letters import write
from models.edition import StageAttempt
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import deadline_text
from rules.policy.citing import Topic
from runtime.desk import Desk

_REQUEST = "派出的监督人员不兼任见证人、计票人，请在记录中写明监督意见。"


def invite_supervision(
    desk: Desk, attempt: StageAttempt, matter: str, papers: tuple[Attachment, ...] = ()
) -> None:
    """One letter for each office of the discipline organ; safe to repeat."""
    due = f"{deadline_text(attempt.due_at)}前，" if attempt.due_at else ""
    for office in contacts_of(desk.session, ContactKind.DISCIPLINE):
        write(
            desk, attempt.edition, "supervision-invited",
            key=f"{attempt.key}/discipline-{office.id}/invited",
            to=Recipient(office.person or office.name, office.email), basis=Topic.DISCIPLINE,
            attachments=papers, matter=matter, when=f"{due}具体时间以承办机构通知为准",
            request=_REQUEST,
        )  # fmt: skip
