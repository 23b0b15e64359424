"""The office under kill -9: it does what patient people do, reload, click Retry, decide again.

They decide until the database has a decision, a colleague when a code is spent.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as OfType
from prefect.client.schemas.objects import FlowRun, StateType
from sqlalchemy.exc import OperationalError

from cli.rehearsal.office import (
    Details,
    Office,
    Stuck,
    await_true,
    is_out,
    order_or_start,
    read_gate,
)
from cli.rehearsal.play import ROLES
from rules.errors import Refusal
from runtime.prefect_api import start_run, state_of, wake
from tasks.refusals import NOT_TAKEN

PATIENCE = 1200.0  # seconds
TICK_SECONDS = 8.0
DEPUTIES = {f"{name}代{n}": role for name, role in ROLES.items() for n in (1, 2, 3)}


class PersistentOffice(Office):
    """As the rehearsed office; ``retried`` names the runs it had to click Retry on."""

    def __init__(self, keys: "dict[str, str]", say: Callable[[str], None]) -> None:
        super().__init__(keys, say)
        self.retried: list[str] = []
        self._ticks = count(1)

    def await_clock(self) -> None:
        """One run of the clock, which the schedule of ``keep_ticking`` need not be waited for."""
        self.run("clock", f"clock/{next(self._ticks)}")

    def start(self, deployment: str, key: str, **parameters: object) -> str:
        self.settle()
        started: list[str] = []

        def is_started() -> bool:
            started.append(order_or_start(deployment, key, parameters))
            return True

        await_true(is_started, f"{deployment} 没有开始", PATIENCE)
        return started[0]

    def decide(
        self, gate: str, who: str, opinion: str, details: Callable[[], Details] = dict
    ) -> None:
        self.settle()
        end = time.monotonic() + PATIENCE
        while not _is_decided(gate):
            if time.monotonic() > end:
                raise Stuck(f"{gate} 没有得到决定。")
            with contextlib.suppress(httpx.HTTPError, OperationalError, Stuck, Refusal):
                await_true(lambda: _is_decided(gate) or is_out(gate), "再看一次", 30)
                self._decide(gate, self._fresh(who), opinion, details(), is_late=False)

    def _await_end(self, run_id: str) -> None:
        await_true(lambda: self._is_done(run_id), f"运行 {run_id} 没有结束", PATIENCE)

    @contextlib.contextmanager
    def keep_ticking(self) -> Iterator[None]:
        """The clock's schedule, and an eye on runs that failed, until the block ends."""
        stop = threading.Event()
        thread = threading.Thread(target=self._tick_until, args=(stop,), daemon=True)
        thread.start()
        yield
        stop.set()
        thread.join()

    def _tick_until(self, stop: threading.Event) -> None:
        for number in count(1):
            if stop.wait(TICK_SECONDS):
                return
            with contextlib.suppress(httpx.HTTPError, OperationalError):
                run_id = start_run("clock/clock", {}, key=f"schedule/{number}")
                while not stop.wait(TICK_SECONDS / 16) and not _is_final(run_id):
                    pass
                for run in _failed():
                    self._retry(run)

    def _is_done(self, run_id: str) -> bool:
        state = state_of(run_id)
        if state is not None and state.is_crashed():
            wake(run_id)
        return state is not None and (state.is_completed() or state.name == NOT_TAKEN)

    def _retry(self, run: FlowRun) -> None:
        if run.name != "值守":
            self.retried.append(f"{run.name}: {run.state.message if run.state else ''}")
            self._say(f"点击 Retry：{self.retried[-1][:300]}")
            wake(str(run.id))

    def _fresh(self, who: str) -> str:
        """Who, or the deputy whose last code is longest ago."""
        return min(
            [who, *(name for name in DEPUTIES if name.startswith(f"{who}代"))], key=self.last
        )

    def last(self, who: str) -> int:
        return self._used.get(who, 0)


def _is_decided(gate: str) -> bool:
    try:
        row = read_gate(gate)
    except OperationalError:
        return False  # the database went away in the midst of the question
    return row is not None and row.outcome is not None


def _is_final(run_id: str) -> bool:
    state = state_of(run_id)
    return state is None or state.is_final()


def _failed() -> list[FlowRun]:
    """What broke; a refusal is an answer, and the same one the next time."""
    wanted = FlowRunFilter(state=FlowRunFilterState(type=OfType(any_=[StateType.FAILED])))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=wanted)
    return [run for run in found if run.state_name != NOT_TAKEN]
