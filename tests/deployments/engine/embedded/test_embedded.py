"""The embedded server's own promises: it comes up, says when it cannot, and leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deployments.engine.embedded import AlreadyRunning, Embedded, StartFailed, embedded
from tests.embedded_fixture import Office

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WAIT = "import time; time.sleep(60)"
START = """
import sys, time
from pathlib import Path
from deployments.engine.embedded import embedded
with embedded(Path(sys.argv[1])) as server:
    print(*server.pids().values(), flush=True)
    time.sleep(60)
"""


def _is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def _all_gone(groups: list[int], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not all(map(_is_gone, groups)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_second_start_is_refused(office: Office) -> None:
    with pytest.raises(AlreadyRunning) as refusal:
        Embedded(office.server.home).start()

    assert "已经在运行" in str(refusal.value)
    assert refusal.value.facts == {"pid": os.getpid(), "url": office.server.url}


def test_a_port_in_use_is_refused_and_may_be_tried_again(office: Office, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(StartFailed, match=r"端口 \d+ 已被占用"):
            Embedded(tmp_path, api_port=office.server.port).start()


def test_a_failed_registration_stops_everything(tmp_path: Path) -> None:
    server = Embedded(tmp_path, register=[sys.executable, "-c", "raise SystemExit('没有流程')"])

    with pytest.raises(StartFailed, match="没有流程"):
        server.start()

    assert server.pids() == {}


def test_nothing_is_left_when_the_block_ends(tmp_path: Path) -> None:
    with embedded(tmp_path, programs={"portal": [sys.executable, "-c", WAIT]}) as server:
        groups = list(server.pids().values())
        assert list(server.pids()) == ["server", "worker", "portal"]

    assert _all_gone(groups, 5)  # killed; init has to take note


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_parent_dies(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", START, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        groups = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(groups) == 2

        parent.send_signal(number)

    assert _all_gone(groups, 15)
