"""The audit chain of this installation: does every event still follow from the one before?

The clock goes through it once a day, a few hundred events a round, and takes in what is new; it
stops for good at an event that does not fit. ``zhijiang health`` goes through the whole of it.
"""

import time
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from actions.upkeep.finding import Finding, Problem
from models.audit import AuditEvent
from models.effects import Effect
from models.types import id_of
from notifications.wording import deadline_text
from rules.chain import GENESIS, link
from runtime.desk import Desk

MARK = "upkeep/chain"
_A_ROUND = 500  # events: some ten milliseconds
_SLICE = 2000
NAME, TITLE = "chain", "审计链"
_RESTORE = "请不要改动数据库，先备份现状，再用最近的备份或导出的档案对照，查明谁改了什么。"


@dataclass(frozen=True, slots=True)
class Place:
    """How far the chain holds: the event, its hash, and the event that does not fit, if any."""

    event: int = 0
    sha256: str = GENESIS
    broken: int = 0


def look_on(desk: Desk) -> None:
    """Go on from where the last round stopped; from the beginning on a new day."""
    mark = desk.session.get(Effect, MARK)
    is_new_day = mark is None or mark.done_at.astimezone(desk.at.tzinfo).date() != desk.at.date()
    start = Place() if is_new_day or mark is None else _place(mark.result)
    reached = follow(desk.session, start, most=_A_ROUND)
    if is_new_day or reached != start:
        result = f"{reached.event} {reached.sha256} {reached.broken}"
        desk.session.merge(Effect(key=MARK, done_at=desk.at, result=result))


def known(desk: Desk) -> Finding:
    """What the clock's rounds have found."""
    mark = desk.session.get(Effect, MARK)
    return _finding(desk.session, _place(mark.result) if mark else Place())


def examined(session: Session, seconds: float) -> Finding:
    """The whole chain, gone through for so long at most."""
    end, reached = time.monotonic() + seconds, Place()
    while time.monotonic() < end:
        start, reached = reached, follow(session, reached, most=_SLICE)
        if reached == start or reached.broken:
            break
    count = session.exec(select(func.count()).select_from(AuditEvent)).one()
    left = session.exec(
        select(func.count()).select_from(AuditEvent).where(col(AuditEvent.id) > reached.event)
    ).one()
    said = f"共 {count} 件事项，前后相符。"
    if left:
        said = f"共 {count} 件事项，在限定的时间内核对了前 {count - left} 件，前后相符。"
    return _finding(session, reached, said)


def follow(session: Session, start: Place, *, most: int) -> Place:
    """As far as the chain holds from ``start``, ``most`` events at most."""
    query = select(AuditEvent).where(col(AuditEvent.id) > start.event).order_by(col(AuditEvent.id))
    event, sha256 = start.event, start.sha256
    for row in session.exec(query.limit(most)):
        fits = row.prev_sha256 == sha256 and row.sha256 == link(sha256, row.content())
        if not fits:
            return Place(event, sha256, broken=id_of(row))
        event, sha256 = id_of(row), row.sha256
    return Place(event, sha256)


def _finding(session: Session, place: Place, said: str = "前后相符。") -> Finding:
    if not place.broken:
        return Finding(NAME, TITLE, said=said)
    row = session.get(AuditEvent, place.broken)
    when = f"（{deadline_text(row.at)}）" if row else ""
    say = f"审计链在第 {place.broken} 号事项{when}断开：它或它之前的事项被改动、删除过。"
    return Finding(NAME, TITLE, (Problem(say, _RESTORE),), since=row.at if row else None)


def _place(result: str) -> Place:
    event, sha256, broken = result.split()
    return Place(int(event), sha256, int(broken))
