"""Boring letters."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from notifications.examples import EXAMPLES
from notifications.outbox import Attachment, Recipient, queue

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


def a_letter(
    session: Session,
    number: int = 1,
    *,
    key: str = "",
    name: str = "张示例",
    address: str = "",
    message: str = "receipt",
    attachments: tuple[Attachment, ...] = (),
) -> bool:
    return queue(
        session,
        key=key or f"3/intake/1/S{number:03}/receipt",
        message=message,
        to=Recipient(name, address or f"s{number:03}@applicant.example.cn"),
        context=EXAMPLES[message],
        edition=3,
        at=NOW,
        attachments=attachments,
    )
