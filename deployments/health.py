"""What is wrong with this installation, and what to do about it: looked at from outside.

Every check gives sentences for the person who looks after it, none when all is well.
"""

import os
import shutil
import urllib.error
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from deployments.embedded.api import Api
from deployments.embedded.choices import CLIENT_LOGIN, SERVER_LOGIN
from deployments.embedded.stack import running_facts
from models.edition import running_attempts
from models.files import StoredFile
from models.gate import open_gates
from models.outbox import MailState, OutboxMessage, count_letters
from runtime.clock import now
from runtime.database import current_revision, engine, newest_revision
from runtime.files import files
from runtime.prefect_login import kept_login
from runtime.settings import Settings, settings

_HEARTBEAT = timedelta(minutes=2)  # a worker reports every half minute
_CLOCKS_MISSED = 3
_LETTER_WAITS = timedelta(hours=6)
_FREE_BYTES = 1_000_000_000
_ENDED_BADLY = {"FAILED": "失败", "CRASHED": "中断", "CANCELLED": "被取消"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: ``problems`` are sentences that say what is wrong and what to do."""

    name: str
    problems: tuple[str, ...]


Check = Callable[["Scene"], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the checks look at."""

    settings: Settings
    api: Api
    at: datetime  # real time, UTC: Prefect's


def examine() -> tuple[Finding, ...]:
    """Every check in order; what cannot be looked at because of an earlier one is left out."""
    chosen = settings()
    scene = Scene(chosen, _api(chosen), datetime.now(UTC))
    database = _finding("数据库", _database, scene)
    prefect = _finding("Prefect 服务", _prefect, scene)
    found = [database, prefect, _finding("磁盘", _disk, scene)]
    if not prefect.problems:
        found += [_finding("工作进程", _worker, scene), _finding("值守", _clock, scene)]
    if not database.problems:
        found += [_finding("文件", _files, scene), _finding("信函", _letters, scene)]
    if not (prefect.problems or database.problems):
        found += [_finding("阶段", _stages, scene), _finding("待决定事项", _gates, scene)]
    return tuple(found)


def _finding(name: str, check: Check, scene: Scene) -> Finding:
    return Finding(name, tuple(check(scene)))


def _api(chosen: Settings) -> Api:
    """The server that the environment names, else the embedded one of this folder.

    The login in the folder is shown to no other server.
    """
    ours = f"{running_facts(chosen.home).get('url', chosen.ui_url)}/api"
    url = os.environ.get("PREFECT_API_URL") or ours
    kept = kept_login(chosen.home) if url == ours else ""
    return Api(url, os.environ.get(CLIENT_LOGIN) or kept)


def _database(_scene: Scene) -> Iterator[str]:
    try:
        with engine().connect() as connection:
            revision = current_revision(connection)
    except SQLAlchemyError as error:
        yield f"数据库连不上，请检查它是否启动、地址是否正确：{_first_line(error)}"
        return
    if revision != newest_revision():
        yield (
            f"数据库结构是 {revision or '空的'}，程序需要 {newest_revision()}："
            "请先备份，再重新启动服务，启动时自动更新；若程序较旧，请换回新版本。"
        )


def _prefect(scene: Scene) -> Iterator[str]:
    if not scene.api.is_answering():
        yield f"{scene.api.url} 没有应答，请用 zhijiang up 启动，或看 logs/server.log。"
    elif not scene.api.takes_login():
        yield (
            f"{scene.api.url} 不认这里的口令，请把 {CLIENT_LOGIN} 设为"
            f"启动 Prefect 服务时的 {SERVER_LOGIN}。"
        )


def _disk(scene: Scene) -> Iterator[str]:
    for folder in {scene.settings.home, scene.settings.public}:
        place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
        free = shutil.disk_usage(place).free
        if free < _FREE_BYTES:
            yield f"{place} 所在磁盘只剩 {free // 1_000_000} MB，请腾出空间，写满后各步骤会停下。"


def _worker(scene: Scene) -> Iterator[str]:
    try:
        heard = [
            _moment(one["last_heartbeat_time"]) for one in scene.api.workers(scene.settings.pool)
        ]
    except urllib.error.HTTPError:
        heard = []
    if not heard:
        yield "没有工作进程登记过，各阶段不会前进，请用 zhijiang up 启动。"
    elif scene.at - max(heard) > _HEARTBEAT:
        ago = _minutes(scene.at - max(heard))
        yield f"工作进程已有 {ago} 分钟没有消息，请看 logs/worker.log，必要时重新启动服务。"


def _clock(scene: Scene) -> Iterator[str]:
    seconds = scene.settings.clock_seconds
    if not seconds:
        return
    done = scene.api.newest_completed("clock")
    limit = timedelta(seconds=_CLOCKS_MISSED * seconds + 60)
    if not done:
        yield "值守 clock 还没有成功运行过，请在界面的 Deployments 中查看它的计划是否启用。"
    elif scene.at - _moment(done["end_time"]) > limit:
        ago = _minutes(scene.at - _moment(done["end_time"]))
        yield f"值守 clock 已有 {ago} 分钟没有成功运行，请在界面中查看它最近的运行为何失败。"


def _files(_scene: Scene) -> Iterator[str]:
    kept = files().kept()
    with Session(engine()) as session:
        rows = session.exec(select(StoredFile.name, StoredFile.sha256).order_by(col(StoredFile.id)))
        lost = [name for name, sha256 in rows if sha256 not in kept]
    if lost:
        yield (
            f"{len(lost)} 个文件不在文件库里（如“{lost[0]}”）：请停下服务，"
            "从最近的备份取回 files/ 文件夹后再启动；决定和审计链不受影响。"
        )


def _letters(_scene: Scene) -> Iterator[str]:
    with Session(engine()) as session:
        failed = count_letters(session)[MailState.FAILED]
        late = session.exec(
            select(func.count())
            .select_from(OutboxMessage)
            .where(
                OutboxMessage.state == MailState.QUEUED,
                col(OutboxMessage.queued_at) < now() - _LETTER_WAITS,
            )
        ).one()
    if failed:
        yield f"{failed} 封信函发送失败，请在总览中查看原因，更正地址后重新发送。"
    if late:
        yield f"{late} 封信函等待发送已超过 6 小时，请检查邮件服务器和值守 clock。"


def _stages(scene: Scene) -> Iterator[str]:
    with Session(engine()) as session:
        attempts = running_attempts(session)
    states = scene.api.states([a.flow_run_id for a in attempts if a.flow_run_id])
    for attempt in attempts:
        yield from _stuck(f"{attempt.key}", attempt.flow_run_id, states)


def _gates(scene: Scene) -> Iterator[str]:
    with Session(engine()) as session:
        gates = open_gates(session)
    states = scene.api.states([gate.flow_run_id for gate in gates if gate.flow_run_id])
    for gate in gates:
        yield from _stuck(gate.title, gate.flow_run_id, states)


def _stuck(what: str, run_id: str | None, states: dict[str, dict[str, Any]]) -> Iterator[str]:
    state = states.get(run_id or "")
    if state is None:
        yield f"{what}：Prefect 不知道它的运行，值守下次运行时会重新启动；反复出现请看值守的日志。"
    elif state["type"] == "CRASHED":
        yield f"{what}：运行中断，值守下次运行时会重新启动；反复出现请看 logs/worker.log。"
    elif state["type"] in _ENDED_BADLY:
        yield (
            f"{what}：运行{_ENDED_BADLY[state['type']]}（{_first_line(state['message'])}），"
            f"请排除原因后在界面上打开运行 {run_id}，点 Retry。"
        )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _first_line(what: object) -> str:
    return str(what or "").strip().partition("\n")[0][:200]
