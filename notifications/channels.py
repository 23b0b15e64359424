"""Other channels through apprise: 企业微信, 钉钉, 飞书, SMS and whatever else it speaks.

A channel is an address of apprise, in the settings because it holds a secret; ``{phone}`` in it
becomes the person's number. The letter stays what counts: a message here that fails holds up
nothing and is shown beside the failed letters.
"""

import logging
from collections.abc import Mapping
from datetime import datetime

import apprise
from sqlmodel import col, select

from models.outbox import MailState
from models.side_message import SideMessage
from notifications.deliver import BACK_OFF
from notifications.ledger import Transaction

_PHONE = "{phone}"


def deliver_beside(
    transaction: Transaction, addresses: Mapping[str, str], *, at: datetime, limit: int = 200
) -> int:
    """Send up to ``limit`` messages due at ``at``; gives how many were taken.

    ``addresses`` are apprise's, by channel. Each message is claimed by a postponement first, so a
    crash repeats none before its next try.
    """
    due = (
        select(SideMessage)
        .where(SideMessage.state == MailState.QUEUED, col(SideMessage.next_try_at) <= at)
        .order_by(col(SideMessage.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    with transaction() as session:
        claimed = session.exec(due).all()
        for message in claimed:
            message.attempts += 1
            message.next_try_at = at + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
            session.add(message)
    sent = 0
    for message in claimed:
        problem = _send(message, addresses.get(message.channel, ""))
        with transaction() as session:
            row = session.get_one(SideMessage, message.id)
            row.answer = problem
            if not problem:
                row.state, row.sent_at = MailState.SENT, at
                sent += 1
            elif row.attempts > len(BACK_OFF) or not addresses.get(row.channel):
                row.state = MailState.FAILED
            session.add(row)
    return sent


def _send(message: SideMessage, address: str) -> str:
    """Empty when it was taken, else why not."""
    if not address:
        return f"没有设置渠道“{message.channel}”（设置 channels）"
    if _PHONE in address and not message.phone:
        return "收件人没有登记电话号码"
    way = apprise.Apprise()
    if not way.add(address.replace(_PHONE, message.phone)):
        return f"渠道“{message.channel}”的地址不能识别，请核对设置 channels"
    with apprise.LogCapture(level=logging.WARNING) as said:  # type: ignore[no-untyped-call]
        taken = way.notify(title=message.title, body=message.body)
        return "" if taken else f"未发出：{said.getvalue().strip()[:500]}"
