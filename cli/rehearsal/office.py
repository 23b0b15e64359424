"""The office as played: it starts deployments, looks at its gates and decides."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import httpx
import pyotp
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from actions.deciding.decide import look_at_question
from actions.gates import Answer, EvidenceChanged
from flows.every_action import ACTIONS, order
from models.edition import Phase, latest_attempt
from models.gate import Gate, Outcome, find_gate
from runtime.clock import real_now
from runtime.database import glance
from runtime.desk import open_desk
from runtime.keys import totp_time
from runtime.prefect_api import start_run
from tasks import deciding
from tasks.refusals import NOT_TAKEN

PATIENCE = 240.0  # seconds
_LOOK = 0.05
_SHORTEST_RUN = 0.2
_STEP = 30
CLERK = "龙海宁"
Details = Mapping[str, Any]


class Stuck(RuntimeError):
    """The edition does not go on; the sentence says where it stands."""


class Office:
    """Plays the approvers: their secrets by name, and the step of the last code of each."""

    def __init__(self, keys: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._keys = keys
        self._used: dict[str, int] = {}
        self._say = say
        self._beside: str | None = None

    def run(self, deployment: str, key: str, **parameters: Any) -> None:
        """Run one of the office's deployments to its end."""
        self.run_beside(deployment, key, **parameters)
        time.sleep(_SHORTEST_RUN)  # to ask meanwhile would only hold the server up
        self.settle()

    def run_beside(self, deployment: str, key: str, **parameters: Any) -> None:
        """As ``run``, while papers are written; nothing happens at the office before its end."""
        self._beside = self.start(deployment, key, **parameters)

    def await_clock(self) -> None:
        """Until a run of the clock that began after this has ended; its schedule starts them."""
        self.settle()
        since = real_now()
        await_true(partial(_clock_ran, since), "值守没有按计划运行")

    def settle(self) -> None:
        """Until what runs beside has ended."""
        run_id, self._beside = self._beside, None
        if run_id is not None:
            self._await_end(run_id)

    def start(self, deployment: str, key: str, **parameters: Any) -> str:
        """Order an action that will ask for a decision; gives the run's id."""
        self.settle()
        return order_or_start(deployment, key, parameters)

    def decide(
        self, gate: str, who: str, opinion: str, details: Callable[[], Details] = dict
    ) -> None:
        """Approve at a gate; when the evidence changes meanwhile, look and decide again."""
        self.settle()
        for is_late in (False, True, True):
            await_true(lambda: is_out(gate), f"{gate} 没有提请决定")
            try:
                self._decide(gate, who, opinion, details(), is_late=is_late)
            except EvidenceChanged:
                continue
            return
        raise Stuck(f"{gate} 的材料一再变化，没有能作出决定。")

    def _decide(
        self, gate: str, who: str, opinion: str, details: Details, *, is_late: bool
    ) -> None:
        with open_desk() as desk:
            asked = look_at_question(desk, gate)
            title, shown = asked.spec.title, asked.evidence.sha256
        code = self._code(who, is_late=is_late)
        deciding.decide(gate, Answer(who, code, Outcome.APPROVED, opinion, dict(details)), shown)
        self._say(f"{who} 决定“{title}”：同意，{opinion}")

    def _await_end(self, run_id: str) -> None:
        await_true(lambda: _is_over(run_id), f"运行 {run_id} 没有结束")

    def _code(self, who: str, *, is_late: bool = False) -> str:
        """A code nobody used before: the next step's when this one's is spent.

        That one also where the first came too late: it is good for half a minute longer.
        """
        totp = pyotp.TOTP(self._keys[who])
        while (step := totp_time() // _STEP + 1) <= self._used.get(who, 0):
            time.sleep(0.5)
        present = step - 1
        chosen = step if is_late or present <= self._used.get(who, 0) else present
        self._used[who] = chosen
        return totp.generate_otp(chosen)


def order_or_start(deployment: str, key: str, parameters: Mapping[str, Any]) -> str:
    """An order for what the office does; the clock is nobody's and needs none."""
    if deployment in ACTIONS:
        return order(deployment, parameters, actor=CLERK, key=key)
    return start_run(f"{deployment}/{deployment}", parameters, key=key)


def await_true(is_so: Callable[[], bool], sentence: str, patience: float = 0) -> None:
    """Look until it is so; a server that does not answer is asked again.

    Raises:
        Stuck: it took too long.
    """
    end = time.monotonic() + (patience or PATIENCE)
    while not _answers_yes(is_so):
        if time.monotonic() > end:
            raise Stuck(f"{sentence}（等待了{patience or PATIENCE:.0f}秒）。")
        time.sleep(_LOOK)


def _answers_yes(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (httpx.HTTPError, OperationalError):
        return False


def await_phase(edition: int, stage: str, *phases: Phase) -> int:
    """Until the newest attempt of a stage is in one of ``phases``; gives the attempt's id."""
    found: list[int] = []

    def is_there() -> bool:
        with glance() as session:
            row = latest_attempt(session, edition, stage)
            if row and row.phase in phases and row.id:
                found.append(row.id)
        return bool(found)

    await_true(is_there, f"{stage} 没有进入 {'、'.join(phases)}")
    return found[0]


def read_gate(key: str) -> Gate | None:
    with glance() as session:
        return find_gate(session, key)


def newest_gate(edition: int, kind: str) -> str:
    """The key of the newest gate of a kind, as ``3/matter/…``."""
    with glance() as session:
        keys = session.exec(select(Gate.key).where(Gate.edition == edition)).all()
    return [key for key in keys if key.startswith(f"{edition}/{kind}/")][-1]


def is_out(gate: str) -> bool:
    """Whether a gate waits for a decision."""
    row = read_gate(gate)
    return bool(row and row.asks and not row.outcome and not row.is_cancelled)


def _is_over(run_id: str) -> bool:
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(UUID(run_id)).state
    if state is None or not state.is_final():
        return False
    if not state.is_completed() and state.name != NOT_TAKEN:  # a refusal is an answer
        raise Stuck(f"运行 {run_id} 结束于 {state.name}：{state.message}")
    return True


def _clock_ran(since: datetime) -> bool:
    """Whether the clock began and completed a run after that real moment."""
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=["clock"])),
            flow_run_filter=FlowRunFilter(
                start_time=FlowRunFilterStartTime.model_validate({"after_": since}),
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED])),
            ),
            sort=FlowRunSort.START_TIME_DESC,
            limit=1,
        )
    return bool(found)
