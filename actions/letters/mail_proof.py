"""Proof of sending: what went to whom, when, to which address, and what the server answered."""

from pathlib import Path

from sqlmodel import col, select

from actions.errors import ActionRefused
from documents.mail_proof import Proof, write_proof
from models.mail_review import MailReview, ReviewState
from models.outbox import MailState, OutboxMessage, find_letter, letters_of
from models.side_message import SideMessage
from notifications.outbox import queue_again
from notifications.wording import deadline_text
from runtime.desk import Desk
from runtime.plain_file import written_whole

_STATES = {MailState.QUEUED: "待发", MailState.SENT: "已发", MailState.FAILED: "失败"}


def proof_of_sending(desk: Desk, edition: int, out: Path) -> int:
    """Write the .xlsx with a row for each letter and each message beside it; gives how many."""
    reviews = desk.session.exec(select(MailReview).where(MailReview.edition == edition))
    states = {review.id: review.state for review in reviews}
    rows = [_letter(one, states.get(one.review_id)) for one in letters_of(desk.session, edition)]
    beside = select(SideMessage).where(SideMessage.edition == edition).order_by(col(SideMessage.id))
    rows += [_message(one) for one in desk.session.exec(beside)]
    data = write_proof(rows, title=f"第{edition}届信函发送证明")
    out.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(out) as file:
        file.write(data)
    sha256 = desk.files.store(data)
    desk.record("mail.proof_written", out.name, edition=edition, rows=len(rows), sha256=sha256)
    return len(rows)


def resend(desk: Desk, edition: int, key: str, *, address: str, officer: str) -> str:
    """Send a failed letter again, to a corrected address if one is given.

    Raises:
        ActionRefused: no failed letter under that key, or the address cannot be one.
    """
    letter = find_letter(desk.session, key)
    if letter is None or letter.edition != edition:
        raise ActionRefused(f"第{edition}届没有编号为“{key}”的信函，请按总览核对。")
    if not queue_again(desk.session, key, at=desk.at, address=address):
        raise ActionRefused("只有发送失败的信函可以重发，新地址须是一个电子邮箱，请核对。")
    desk.record("mail.resent", key, actor=officer, edition=edition, address=letter.to_address)
    return f"已重新排队：{letter.to_name} {letter.to_address}，{letter.subject}"


def _letter(one: OutboxMessage, review: ReviewState | None) -> Proof:
    state = {ReviewState.HELD: "待复核", ReviewState.CANCELLED: "已取消"}.get(
        review or ReviewState.RELEASED, _STATES[one.state]
    )
    return Proof(
        key=one.key, channel="电子邮件", name=one.to_name, address=one.to_address,
        subject=one.subject, deadline=deadline_text(one.due_at) if one.due_at else "",
        queued=one.queued_at, state=state, sent=one.sent_at, tries=one.attempts,
        answer=one.answer, message_id=one.message_id, note=one.note,
        files="、".join(file["name"] for file in one.attachments),
    )  # fmt: skip


def _message(one: SideMessage) -> Proof:
    return Proof(
        key=one.key, channel=one.channel, name=one.to_name, address=one.phone, subject=one.title,
        deadline="", queued=one.queued_at, state=_STATES[one.state], sent=one.sent_at,
        tries=one.attempts, answer=one.answer, message_id="", note="", files="",
    )  # fmt: skip
