"""A run in a forked child of a loaded process, beside the same run inside such a process.

Two processes with the engine loaded and the settings of a child take turns at runs of one small
flow on one server: one forks for each, as the resident worker does, the other runs it itself.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from prefect import flow, task
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow

from benchmarks.row import Row
from deployments.engine.embedded import embedded
from deployments.engine.resident.child import _flush
from deployments.engine.resident.warm import quiet_settings, warm_up


@task
def look() -> None:
    """The least a verb does."""


@flow(persist_result=False)
def small() -> None:
    for _ in range(3):
        look()


def rows(*, quick: bool) -> list[Row]:
    """Seconds from asking for a run to its end, medians."""
    count = 3 if quick else 30
    with TemporaryDirectory() as folder, embedded(Path(folder)) as stack:
        forks, stays = _runner("forks", stack.environment), _runner("stays", stack.environment)
        pairs = [(_run(forks), _run(stays)) for _ in range(count)]
        for runner in (forks, stays):
            runner.communicate()
    ours, reference = (statistics.median(times) for times in zip(*pairs, strict=True))
    against = "the same run inside the process"
    return [
        Row(
            name="a run in a forked child",
            unit="s",
            ours=ours,
            reference=reference,
            against=against,
        )
    ]


def _runner(way: str, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.isolation", way],
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _run(runner: "subprocess.Popen[str]") -> float:
    assert runner.stdin is not None
    assert runner.stdout is not None
    runner.stdin.write("\n")
    runner.stdin.flush()
    return float(runner.stdout.readline())


def _serve(way: Callable[[], None]) -> None:
    """A run for each line that comes in; the seconds of each go out."""
    warm_up()
    for _ in sys.stdin:
        begun = time.perf_counter()
        way()
        print(time.perf_counter() - begun, flush=True)


def _stay() -> None:
    with quiet_settings(), get_client(sync_client=True) as client:
        run_flow(small, flow_run=client.create_flow_run(small))


def _fork() -> None:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    _stay()
    _flush()  # what sends events goes with the child
    os._exit(0)


if __name__ == "__main__":
    _serve({"forks": _fork, "stays": _stay}[sys.argv[1]])
