"""Prefect's own ways to run a flow stay open: process and Docker workers, and ``serve``."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deployments.engine import sample_flows
from tests.docker_fixture import as_here, docker_daemon
from tests.embedded_fixture import Office, open_office

pytestmark = [pytest.mark.flow, pytest.mark.slow]

ROOT = Path(__file__).parent.parent.parent.parent
SERVE = "from tests.deployments.engine.sample_flows import ask; ask.serve(name='served')"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Prefect's own server, whose pool is worked by its process worker."""
    with open_office(tmp_path_factory.mktemp("stock"), engine="stock") as office:
        office.register(sample_flows.ask, "tests/deployments/engine/sample_flows.py:ask", ROOT)
        yield office


@contextmanager
def _serving(office: Office) -> Iterator[None]:
    environment = dict(office.server.environment)
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as serving:
        assert serving.stdout is not None
        assert serving.stdout.readline()  # it says where it can be reached when it is registered
        yield
        serving.terminate()


def _answer(office: Office, deployment: str, notes: Path) -> list[str]:
    run = office.run(deployment, file=str(notes))
    office.wait(run, "Suspended", seconds=90)
    office.resume(run, name="王主任")
    office.wait(run, "Completed", seconds=90)
    return notes.read_text(encoding="utf-8").splitlines()


def test_a_process_worker_runs_a_gate(office: Office, notes: Path) -> None:
    assert _answer(office, "ask/test", notes) == ["王主任"]


def test_serve_runs_a_gate(office: Office, notes: Path) -> None:
    with _serving(office):
        assert _answer(office, "ask/served", notes) == ["王主任"]


def test_a_docker_worker_runs_a_gate(tmp_path: Path, notes: Path) -> None:
    with (
        docker_daemon() as daemon,
        open_office(
            tmp_path / "home", engine="stock", worker="docker", env={"DOCKER_HOST": daemon}
        ) as office,
    ):
        entrypoint = "tests/deployments/engine/sample_flows.py:ask"
        office.register(sample_flows.ask, entrypoint, ROOT, job_variables=as_here(notes.parent))
        assert _answer(office, "ask/test", notes) == ["王主任"]
        log = (tmp_path / "home" / "logs" / "worker.log").read_text(encoding="utf-8")

    assert log.count("created successfully") == len(["until the gate", "after it"])
