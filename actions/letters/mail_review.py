"""Review of mass mail: a large batch waits, the office looks, adds a note, releases or cancels.

The letters themselves are never edited. A batch nobody decides on is released when its time is
over: silence of the office must cost nobody a deadline.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal, get_args

from sqlmodel import col, func, or_, select, update

from actions.errors import ActionRefused, UnknownSubject
from models.mail_review import MailReview, ReviewState, held_reviews, review_of
from models.outbox import MailState, OutboxMessage
from runtime.desk import Desk

Choice = Literal["放行", "取消"]
URGENT = frozenset(
    {"reminder", "overdue", "escalation", "deadline-moved", "receipt", "gate-waiting", "digest"}
)
"""What is about a deadline or answers one person waits for no review."""
_LONGEST_NOTE = 500


def hold_mass_mail(desk: Desk) -> int:
    """Hold new batches that are large enough, release those whose time is over; gives how many."""
    for waiting in held_reviews(desk.session):
        if waiting.until <= desk.at:
            _decide(desk, waiting, ReviewState.RELEASED, "系统", "")
    held = 0
    for batch, edition, message, count in _new_batches(desk):
        review = review_of(desk.session, batch)
        reminding = desk.policy(edition).reminding
        limit = reminding.review_from.value if reminding else 0
        if review is None and reminding and limit and count >= limit:
            review = _hold(desk, batch, edition, message, reminding.review_hours.value)
            held += 1
        if review and review.state is not ReviewState.RELEASED:
            _mark(desk, batch, review)
    return held


def decide_review(
    desk: Desk, edition: int, number: int, *, choice: str, note: str, officer: str
) -> str:
    """Release a batch with a covering note, or cancel it; gives what was done, as a sentence.

    Raises:
        UnknownSubject: no such batch in this edition.
        ActionRefused: it was decided before, the choice is none, or the note is too long.
    """
    review = _review(desk, edition, number)
    if review.state is not ReviewState.HELD:
        who = review.decided_by
        raise ActionRefused(f"第{number}号批次已由{who}处理，不能重复办理。")
    if choice not in get_args(Choice):
        raise ActionRefused("处理意见须为放行或取消。")
    if not officer.strip():
        raise ActionRefused("请写明经办人姓名。")
    if len(note) > _LONGEST_NOTE:
        raise ActionRefused(f"附言不能超过{_LONGEST_NOTE}字，请缩短。")
    state = ReviewState.RELEASED if choice == "放行" else ReviewState.CANCELLED
    count = _decide(desk, review, state, officer, " ".join(note.split()))
    return f"第{number}号批次共{count}封，已{choice}。"


def withdraw(desk: Desk, edition: int, key: str, attempts: Sequence[str], officer: str) -> int:
    """Cancel the letters of stage attempts that have not left yet; gives how many.

    What a deliverer has in hand leaves: it holds a letter by making it due later than now.
    """
    of_them = [col(OutboxMessage.key).startswith(f"{attempt}/") for attempt in attempts]
    waiting = select(OutboxMessage.id).where(
        OutboxMessage.state == MailState.QUEUED,
        OutboxMessage.attempts == 0,
        OutboxMessage.next_try_at <= desk.at,
        or_(*of_them),
    )
    numbers = desk.session.exec(waiting).all()
    for held in held_reviews(desk.session, edition):
        if held.batch.startswith(tuple(f"{attempt}/" for attempt in attempts)):
            _decide(desk, held, ReviewState.CANCELLED, officer, "")
    if not numbers:
        return 0
    review = MailReview(
        batch=f"{key}/withdrawn", edition=edition, message="withdrawn", held_at=desk.at,
        until=desk.at,
    )  # fmt: skip
    desk.session.add(review)
    desk.session.flush()
    mine = update(OutboxMessage).where(col(OutboxMessage.id).in_(numbers))
    desk.session.exec(mine.values(review_id=review.id))
    return _decide(desk, review, ReviewState.CANCELLED, officer, "")


def preview(desk: Desk, edition: int, number: int) -> str:
    """Markdown: everyone the batch goes to, and the first letter in full."""
    review = _review(desk, edition, number)
    letters = desk.session.exec(
        select(OutboxMessage)
        .where(OutboxMessage.batch == review.batch, OutboxMessage.review_id == review.id)
        .order_by(col(OutboxMessage.id))
    ).all()
    rows = [
        f"| {one.to_name} | {one.to_address} | {one.subject} "
        f"| {'、'.join(file['name'] for file in one.attachments)} |"
        for one in letters
    ]
    until = f"{review.until:%Y-%m-%d %H:%M}"
    head = f"# 第{number}号批次：{len(letters)}封，{until}前未处理的自动放行"
    table = ["| 收件人 | 地址 | 主题 | 附件 |", "|---|---|---|---|", *rows]
    sample = ["", "第一封全文：", "", "```text", letters[0].text, "```"] if letters else []
    return "\n".join([head, "", *table, *sample])


def _review(desk: Desk, edition: int, number: int) -> MailReview:
    review = desk.session.get(MailReview, number)
    if review is None or review.edition != edition:
        raise UnknownSubject(f"第{edition}届没有第{number}号待复核批次，请按总览核对编号。")
    return review


def _new_batches(desk: Desk) -> list[tuple[str, int, str, int]]:
    query = (
        select(OutboxMessage.batch, OutboxMessage.edition, OutboxMessage.message, func.count())
        .where(
            OutboxMessage.state == MailState.QUEUED,
            OutboxMessage.attempts == 0,
            col(OutboxMessage.review_id).is_(None),
            col(OutboxMessage.edition).is_not(None),
            OutboxMessage.batch != "",
            col(OutboxMessage.message).not_in(URGENT),
        )
        .group_by(OutboxMessage.batch, col(OutboxMessage.edition), OutboxMessage.message)
    )
    return [
        (batch, edition, message, count)
        for batch, edition, message, count in desk.session.exec(query)
        if edition is not None
    ]


def _hold(desk: Desk, batch: str, edition: int, message: str, hours: int) -> MailReview:
    review = MailReview(
        batch=batch, edition=edition, message=message,
        held_at=desk.at, until=desk.at + timedelta(hours=hours),
    )  # fmt: skip
    desk.session.add(review)
    desk.session.flush()
    desk.record("mail.held", batch, edition=edition, until=review.until)
    return review


def _mark(desk: Desk, batch: str, review: MailReview) -> None:
    desk.session.exec(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.batch) == batch,
            col(OutboxMessage.state) == MailState.QUEUED,
            col(OutboxMessage.attempts) == 0,
        )
        .values(review_id=review.id)
    )


def _decide(desk: Desk, review: MailReview, state: ReviewState, officer: str, note: str) -> int:
    review.state, review.note = state, note
    review.decided_by, review.decided_at = officer, desk.at
    desk.session.add(review)
    if state is ReviewState.RELEASED:
        values = {"review_id": None, "note": note, "next_try_at": desk.at}
    else:
        values = {"answer": f"未发送：由{officer}取消"}
    mine = col(OutboxMessage.review_id) == review.id
    count = desk.session.exec(select(func.count()).select_from(OutboxMessage).where(mine)).one()
    desk.session.exec(update(OutboxMessage).where(mine).values(**values))
    desk.record(
        f"mail.{state}", review.batch, actor=officer, edition=review.edition,
        count=count, note=note,
    )  # fmt: skip
    return count
