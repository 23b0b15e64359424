"""The outbox: does what is written leave?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from actions.upkeep.finding import Finding, Problem
from models.outbox import MailState, OutboxMessage, count_letters
from notifications.wording import deadline_text
from runtime.desk import Desk

_WAITS = timedelta(hours=6)  # a server that refuses for now is asked again for a day


def known(desk: Desk) -> Finding:
    """Letters that failed, or have waited for hours; those an officer holds back do not count."""
    problems = (*_failed(desk), *_late(desk))
    oldest: datetime | None = desk.session.exec(
        select(func.min(OutboxMessage.queued_at)).where(
            OutboxMessage.state == MailState.QUEUED,
            OutboxMessage.awaits == "",
            col(OutboxMessage.review_id).is_(None),
        )
    ).one()
    last: datetime | None = desk.session.exec(select(func.max(OutboxMessage.sent_at))).one()
    said = "没有待发的信函。"
    if oldest:
        said = f"待发的信函中最早的写于{deadline_text(oldest)}。"
    if last:
        said += f"最近一封发出于{deadline_text(last)}。"
    return Finding("outbox", "信函", problems, since=oldest or last, said=said)


def _failed(desk: Desk) -> Iterator[Problem]:
    failed = count_letters(desk.session)[MailState.FAILED]
    if failed:
        yield Problem(
            f"{failed} 封信函发送失败。",
            "请在总览中查看原因，更正地址后用 resend-mail 重新发送。",
        )


def _late(desk: Desk) -> Iterator[Problem]:
    count, oldest, answer = desk.session.exec(
        select(
            func.count(), func.min(OutboxMessage.queued_at), func.max(OutboxMessage.answer)
        ).where(
            OutboxMessage.state == MailState.QUEUED,
            OutboxMessage.awaits == "",
            col(OutboxMessage.review_id).is_(None),
            col(OutboxMessage.queued_at) < desk.at - _WAITS,
        )
    ).one()
    if oldest is not None:
        told = f"，邮件服务器的应答：{answer}" if answer else ""
        yield Problem(
            f"{count} 封信函等待发送已超过 6 小时，最早的写于{deadline_text(oldest)}{told}。",
            "请检查邮件服务器的设置（ZHIJIANG_MAIL_*）和值守 clock 是否在运行。",
        )
