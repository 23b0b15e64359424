"""When the last backup was made; an edition under way must not go without one."""

from datetime import datetime, timedelta

from sqlmodel import col, func, select

from actions.upkeep.finding import Finding, Problem
from models.edition import Edition, EditionState
from models.effects import Effect
from notifications.wording import deadline_text
from runtime.desk import Desk

MARK = "upkeep/backup"
_DAY = timedelta(days=1)
_OLD = timedelta(days=2)  # it is made every day; one night may fail
NAME, TITLE = "backup", "备份"
_MAKE = "请运行 zhijiang backup，并设成每天一次（见 docs/operations.md）。"


def note_backup(desk: Desk, file: str) -> None:
    """A backup was made just now."""
    desk.session.merge(Effect(key=MARK, done_at=desk.at, result=file))


def known(desk: Desk) -> Finding:
    if desk.settings.clock:
        return Finding(NAME, TITLE, said="演练不需要备份。")
    mark = desk.session.get(Effect, MARK)
    last = mark.done_at if mark else None
    said = f"最近一次备份于{deadline_text(last)}。" if last else "还没有备份过。"
    return Finding(NAME, TITLE, _problems(desk, last), since=last, said=said)


def _problems(desk: Desk, last: datetime | None) -> tuple[Problem, ...]:
    opened: datetime | None = desk.session.exec(
        select(func.min(Edition.opened_at)).where(
            col(Edition.state).in_([EditionState.PREPARING, EditionState.RUNNING])
        )
    ).one()
    if opened is None or desk.at - opened < _DAY:
        return ()
    if last is None:
        return (Problem("评选正在进行，还没有备份过。", _MAKE),)
    if desk.at - last > _OLD:
        return (Problem(f"最近一次备份于{deadline_text(last)}，已超过两天。", _MAKE),)
    return ()
