"""Runs that somebody waits for and that will not go on by themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.upkeep.finding import Finding, Problem
from deployments.health.scene import Scene, first_line, minutes, moment
from models.case import running_cases, untriaged
from models.gate import open_gates
from runtime.database import engine
from tasks.mending import under_way

_ENDED_BADLY = {"FAILED": "失败", "CRASHED": "中断", "CANCELLED": "被取消"}
_SILENT = timedelta(minutes=30)  # no step of ours takes as long


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A run that must be there, by what it is about."""

    what: str
    run_id: str | None


def stages(scene: Scene) -> Finding:
    """Stages, cases, set-ups and matters whose run ended badly or went missing; silent runs."""
    wanted = tuple(_wanted())
    states = scene.api.states([one.run_id for one in wanted if one.run_id])
    silent = list(_silent(scene))
    problems = (
        *(problem for one in wanted for problem in _stuck(one, states)),
        *(_lost(scene, run) for run in silent),
    )
    bad = [state for state in states.values() if state["type"] in _ENDED_BADLY]
    times = [moment(state["timestamp"]) for state in (*bad, *(run["state"] for run in silent))]
    return Finding("stages", "阶段", problems, since=min(times, default=None))


def gates(scene: Scene) -> Finding:
    """Decisions whose run is not there to take them."""
    with Session(engine()) as session:
        wanted = [_Wanted(gate.title, gate.flow_run_id) for gate in open_gates(session)]
    states = scene.api.states([one.run_id for one in wanted if one.run_id])
    problems = tuple(problem for one in wanted for problem in _stuck(one, states))
    return Finding("gates", "待决定事项", problems)


def _wanted() -> Iterator[_Wanted]:
    found = under_way()
    for attempt in found.attempts:
        yield _Wanted(attempt.key, attempt.flow_run_id)
    for edition in found.in_setup:
        if edition.setup_run_id:
            yield _Wanted(f"第{edition.number}届的开启", edition.setup_run_id)
    for matter in found.matters:
        yield _Wanted(f"第{matter.edition}届重大事项第{matter.number}号", matter.flow_run_id)
    with Session(engine()) as session:
        for case in running_cases(session):
            yield _Wanted(case.number, case.flow_run_id)
        for report in untriaged(session):
            yield _Wanted(f"第{report.id}号通报", report.flow_run_id)


def _stuck(one: _Wanted, states: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    state = states.get(one.run_id or "")
    if state is None:
        yield Problem(
            f"{one.what}：Prefect 不知道它的运行。",
            "值守下次运行时会重新启动；反复出现请看值守的日志。",
        )
    elif state["type"] == "CRASHED":
        yield Problem(
            f"{one.what}：运行中断。", "值守下次运行时会重新启动；反复出现请看 logs/worker.log。"
        )
    elif state["type"] in _ENDED_BADLY:
        yield Problem(
            f"{one.what}：运行{_ENDED_BADLY[state['type']]}（{first_line(state['message'])}）。",
            f"请排除原因后在界面上打开运行 {one.run_id}，点 Retry。",
        )


def _silent(scene: Scene) -> Iterable[dict[str, Any]]:
    """Runs that a worker has taken and of which nothing is heard: its machine may be gone."""
    for run in scene.api.taken(scene.settings.pool):
        if scene.at - _changed(run) > _SILENT:
            yield run


def _lost(scene: Scene, run: dict[str, Any]) -> Problem:
    ago = minutes(scene.at - _changed(run))
    return Problem(
        f"运行“{run['name']}”已有 {ago} 分钟没有动静，运行它的机器可能已经失去。",
        f"别的工作进程或值守会接着办；一直没有动静的，在界面上取消运行 {run['id']}，再点 Retry。",
    )


def _changed(run: dict[str, Any]) -> datetime:
    return moment(run["state"]["timestamp"])
