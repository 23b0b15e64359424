"""Every check in its order."""

import urllib.error
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from actions.upkeep import backups, chain, holidays, letters, stamps
from actions.upkeep.finding import Finding, Problem
from deployments.health import place, runs, server
from deployments.health.scene import Scene, api_of, first_line
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk
from runtime.settings import settings

_CHAIN_SECONDS = 20.0
_DATABASE, _SERVER = "database", "server"
_AFTER = {_DATABASE: "数据库", _SERVER: "Prefect 服务"}


@dataclass(frozen=True, slots=True)
class Check:
    """How to look, and which of the first two checks must have found nothing before."""

    name: str
    title: str
    look: Callable[[Scene], Finding]
    needs: tuple[str, ...] = ()


def _at_desk(look: Callable[[Desk], Finding]) -> Callable[[Scene], Finding]:
    def looked(_scene: Scene) -> Finding:
        with glance_at_desk() as desk:
            return look(desk)

    return looked


CHECKS = (
    Check(_DATABASE, "数据库", place.database),
    Check(_SERVER, "Prefect 服务", server.server),
    Check("disk", "磁盘", place.disk),
    Check("permissions", "文件权限", place.permissions),
    Check("worker", "工作进程", server.worker, (_SERVER,)),
    Check("clock", "值守", server.clock, (_SERVER,)),
    Check("schedule", "定时", server.schedule, (_SERVER,)),
    Check("stages", "阶段", runs.stages, (_DATABASE, _SERVER)),
    Check("gates", "待决定事项", runs.gates, (_DATABASE, _SERVER)),
    Check("outbox", "信函", _at_desk(letters.known), (_DATABASE,)),
    Check("files", "文件", place.files_kept, (_DATABASE,)),
    Check("calendar", "节假日", _at_desk(holidays.known), (_DATABASE,)),
    Check(
        "chain", "审计链", _at_desk(lambda desk: chain.examined(desk.session, _CHAIN_SECONDS)),
        (_DATABASE,),
    ),
    Check("stamps", "时间戳", _at_desk(stamps.known), (_DATABASE,)),
    Check("backup", "备份", _at_desk(backups.known), (_DATABASE,)),
)  # fmt: skip


def examine() -> tuple[Finding, ...]:
    """What each check found; one that cannot be made is a finding too."""
    chosen = settings()
    scene = Scene(chosen, api_of(chosen), datetime.now(UTC))
    found: dict[str, Finding] = {}
    for check in CHECKS:
        missing = [name for name in check.needs if not found[name].ok]
        found[check.name] = _left_out(check, missing[0]) if missing else _made(check, scene)
    return tuple(found.values())


def _made(check: Check, scene: Scene) -> Finding:
    try:
        return check.look(scene)
    except (OSError, urllib.error.URLError, SQLAlchemyError, LookupError, Refusal) as error:
        say = f"没有查成：{first_line(error)}。"
        return Finding(check.name, check.title, (Problem(say, "请稍后再查；仍不成的，看日志。"),))


def _left_out(check: Check, missing: str) -> Finding:
    say = f"没有查：{_AFTER[missing]}有问题。"
    return Finding(check.name, check.title, (Problem(say, f"请先处理“{_AFTER[missing]}”一项。"),))
