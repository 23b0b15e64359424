"""What Prefect's server says: whether it answers, who works, and whether its schedules fire."""

import urllib.error
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from actions.upkeep.finding import Finding, Problem
from deployments.catalogue import Declared, catalogue
from deployments.engine.embedded.choices import CLIENT_LOGIN, SERVER_LOGIN
from deployments.health.scene import Scene, minutes, moment

_HEARTBEAT = timedelta(minutes=2)  # a worker reports every half minute
_DAY = timedelta(days=1)  # a machine that was taken away is not named for ever
_CLOCKS_MISSED = 3
_START = "请用 zhijiang up 启动。"


def server(scene: Scene) -> Finding:
    """Whether it answers, and takes the login of this installation."""
    return Finding("server", "Prefect 服务", tuple(_server(scene)))


def _server(scene: Scene) -> Iterator[Problem]:
    if not scene.api.is_answering():
        yield Problem(
            f"{scene.api.url} 没有应答。", "请用 zhijiang up 启动，或看 logs/server.log。"
        )
    elif not scene.api.takes_login():
        yield Problem(
            f"{scene.api.url} 不认这里的口令。",
            f"请把 {CLIENT_LOGIN} 设为启动 Prefect 服务时的 {SERVER_LOGIN}。",
        )


def worker(scene: Scene) -> Finding:
    """Whether one has reported lately."""
    name, title = "worker", "工作进程"
    try:
        workers = scene.api.workers(scene.settings.pool)
    except urllib.error.HTTPError:
        workers = []
    heard = [moment(one["last_heartbeat_time"]) for one in workers]
    if not heard:
        return Finding(name, title, (Problem("没有工作进程登记过，各阶段不会前进。", _START),))
    last = max(heard)
    if scene.at - last <= _HEARTBEAT:
        return Finding(name, title, tuple(lost(scene, workers)), since=last)
    problem = Problem(
        f"工作进程已有 {minutes(scene.at - last)} 分钟没有消息。",
        "请看 logs/worker.log，必要时重新启动服务。",
    )
    return Finding(name, title, (problem,), since=last)


def lost(scene: Scene, workers: Iterable[dict[str, Any]]) -> Iterator[Problem]:
    """Those that were heard of today and are silent, while others go on."""
    for one in workers:
        silent = scene.at - moment(one["last_heartbeat_time"])
        if _HEARTBEAT < silent < _DAY:
            yield Problem(
                f"工作进程 {one['name']} 已有 {minutes(silent)} 分钟没有消息，"
                "它的机器可能已经失去；它的运行由别的工作进程接着办。",
                "请重新启动它；不再使用的，在界面的 work pool 里删除它。",
            )


def clock(scene: Scene) -> Finding:
    """How long ago the clock completed a run: without it no reminder and no letter leaves."""
    name, title, seconds = "clock", "值守", scene.settings.clock_seconds
    if not seconds:
        return Finding(name, title, said="没有设定时，只在手工启动时运行。")
    done = scene.api.newest_completed("clock")
    if done is None:
        problem = Problem(
            "值守 clock 还没有成功运行过。", "刚启动的请等几分钟；否则看“定时”和“工作进程”两项。"
        )
        return Finding(name, title, (problem,))
    last = moment(done["end_time"])
    ago = minutes(scene.at - last)
    if scene.at - last <= timedelta(seconds=_CLOCKS_MISSED * seconds + 60):
        return Finding(name, title, since=last, said=f"{ago} 分钟前成功运行过。")
    problem = Problem(
        f"值守 clock 已有 {ago} 分钟没有成功运行，催办和信函都停着。",
        "请在界面中查看它最近的运行为何失败，并看“定时”和“工作进程”两项。",
    )
    return Finding(name, title, (problem,), since=last)


def schedule(scene: Scene) -> Finding:
    """Whether what should run by itself is listed to run."""
    timed = [one for one in catalogue() if one.schedule]
    problems = tuple(problem for one in timed for problem in _unscheduled(scene, one))
    return Finding("schedule", "定时", problems)


def _unscheduled(scene: Scene, one: Declared) -> Iterator[Problem]:
    found = scene.api.deployment(one.name)
    if found is None:
        yield Problem(f"界面中没有部署 {one.name}。", "请重新启动服务，启动时自动登记。")
    elif found["paused"] or not any(each["active"] for each in found["schedules"]):
        yield Problem(
            f"部署 {one.name} 没有启用的定时，它不会自动运行。",
            "请在界面的 Deployments 中打开它，启用 Schedule。",
        )
    elif not scene.api.upcoming(one.name, scene.at.isoformat()):
        yield Problem(
            f"部署 {one.name} 没有排定的下一次运行。",
            "刚启动的请等两分钟再查；仍然没有的，看 logs/server.log 中 scheduler 的错误，"
            "另设的 Prefect 服务见 docs/operations.md 中的 MAX_SCHEDULED_TIME。",
        )
