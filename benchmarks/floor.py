"""The least that a transition can take on Prefect's server: its requests alone, on an idle server.

Each request of the path from an answer to the next stage asleep is made by itself, on a server that
has nothing else to do: no worker, no flow code, no peers. Their sum is what no worker gets below.
"""

import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from benchmarks.row import Row
from deployments.engine.embedded import embedded

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

Found = TypeVar("Found")
_PAUSE_SECONDS = 0.1
_POOL = "nobody"
_TIMES = {
    "resume": 1,
    "what is due": 2,
    "Pending": 2,
    "Running": 2,
    "start the next stage": 1,
    "asleep": 1,
}
"""How often each is asked on the path; see ``peers.calls``. How the first run ends is beside it."""


def rows(*, quick: bool) -> list[Row]:
    count = "3" if quick else "30"
    command = [sys.executable, "-m", "benchmarks.floor", count]
    with TemporaryDirectory() as folder, embedded(Path(folder)) as stack:
        done = subprocess.run(
            command, env=dict(stack.environment), check=True, capture_output=True, text=True
        )
    medians: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    least = sum(medians[name] * times for name, times in _TIMES.items())
    name = "the requests of a transition alone, on an idle server"
    return [Row(name=name, unit="s", ours=least)]


@dataclass(frozen=True, slots=True)
class _Stopwatch:
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def time(self, what: str, ask: Callable[..., Found], *args: Any, **named: Any) -> Found:
        begun = time.perf_counter()
        found = ask(*args, **named)
        self.took[what].append(time.perf_counter() - begun)
        time.sleep(_PAUSE_SECONDS)
        return found


def _measure(client: "SyncPrefectClient", count: int) -> dict[str, float]:
    """Seconds of each request, medians."""
    from prefect.client.schemas.actions import WorkPoolCreate

    template = client.read_work_pool("zhijiang").base_job_template
    client.create_work_pool(WorkPoolCreate(name=_POOL, type="resident", base_job_template=template))
    flow = client.create_flow_from_name("floor")
    deployment = client.create_deployment(flow, "floor", work_pool_name=_POOL)
    watch = _Stopwatch()
    for _ in range(count):
        _transition(client, deployment, watch)
    return {name: statistics.median(times) for name, times in watch.took.items()}


def _transition(client: "SyncPrefectClient", deployment: UUID, watch: _Stopwatch) -> None:
    from prefect.client.schemas.objects import State
    from prefect.states import Pending, Running, Scheduled, Suspended

    create = client.create_flow_run_from_deployment
    run = watch.time("start the next stage", create, deployment, parameters={}).id
    due = f"/work_pools/{_POOL}/get_scheduled_flow_runs"
    watch.time("what is due", client.request, "POST", due, json={})
    watch.time("Pending", client.set_flow_run_state, run, Pending())
    watch.time("Running", client.set_flow_run_state, run, Running())
    client.set_flow_run_state(run, Suspended(timeout_seconds=60), force=True)
    watch.time("resume", client.resume_flow_run, run)
    later: State[Any] = Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=1))
    watch.time("asleep", client.set_flow_run_state, run, later, force=True)


def main() -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        print(json.dumps(_measure(client, int(sys.argv[1]))))


if __name__ == "__main__":
    main()
