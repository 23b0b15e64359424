"""Time stamps of the chain's head: when one is due, and keeping it in the chain itself.

One is due every day, and as soon as something was decided or a draw announced; what was stamped
can no longer be rewritten with the same stamps.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from actions.upkeep.finding import Finding, Problem
from models.audit import AuditEvent
from models.types import id_of
from notifications.wording import deadline_text
from runtime.desk import Desk

STAMPED = "chain.stamped"
NAME, TITLE = "stamps", "时间戳"
_WORTH_ONE = ("gate.decided", "panels.draw_announced")
_DAYS = 2  # the authority may be away for a night


def head_to_stamp(desk: Desk) -> str:
    """The head that is due for a stamp, "" when none is or nobody stamps."""
    newest = _newest(desk.session)
    if not desk.settings.tsa_url or newest is None or newest.action == STAMPED:
        return ""
    last = _last(desk.session)
    if last is None or last.at.astimezone(desk.at.tzinfo).date() != desk.at.date():
        return newest.sha256
    since = select(AuditEvent.id).where(
        col(AuditEvent.id) > id_of(last), col(AuditEvent.action).in_(_WORTH_ONE)
    )
    return newest.sha256 if desk.session.exec(since.limit(1)).first() else ""


def keep_stamp(desk: Desk, head: str, token: str) -> None:
    """The stamp becomes an event, so that every record has it."""
    desk.record(STAMPED, head[:12], head=head, token=token, authority=desk.settings.tsa_url)


def known(desk: Desk) -> Finding:
    """When the chain was stamped last; that nobody is asked to is said, and is no fault."""
    if not desk.settings.tsa_url:
        return Finding(NAME, TITLE, said="没有设置时间戳机构（ZHIJIANG_TSA_URL），留痕不盖时间戳。")
    last, newest = _last(desk.session), _newest(desk.session)
    if newest is None or newest.action == STAMPED or _is_fresh(last, desk.at):
        return Finding(NAME, TITLE, said=_said(last))
    do = "请检查 ZHIJIANG_TSA_URL 和网络，或换一家时间戳机构。"
    return Finding(NAME, TITLE, (Problem(_said(last), do),), since=last.at if last else None)


def _said(last: AuditEvent | None) -> str:
    return f"最近一次时间戳盖于{deadline_text(last.at)}。" if last else "还没有盖过时间戳。"


def _is_fresh(last: AuditEvent | None, at: datetime) -> bool:
    return last is not None and (at - last.at).days < _DAYS


def _newest(session: Session) -> AuditEvent | None:
    return session.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc()).limit(1)).first()


def _last(session: Session) -> AuditEvent | None:
    query = select(AuditEvent).where(AuditEvent.action == STAMPED)
    return session.exec(query.order_by(col(AuditEvent.id).desc()).limit(1)).first()
