"""A run is started by its deployment's name, which is not looked up each time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from prefect.client.orchestration import SyncPrefectClient

from runtime.database import engine
from runtime.prefect_api import resume, start_run
from runtime.settings import settings
from tests.deployments.engine.sample_flows import leave_note
from tests.embedded_fixture import Office

pytestmark = [pytest.mark.flow, pytest.mark.slow]

HERE = Path(__file__).parents[2]
ENTRYPOINT = "tests/deployments/engine/sample_flows.py:leave_note"


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The key of a start carries the installation's."""
    monkeypatch.setenv("ZHIJIANG_HOME", str(tmp_path))
    for cached in (settings, engine):
        cached.cache_clear()
    yield
    for cached in (settings, engine):
        cached.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were asked for; the server is the real one."""
    paths: list[str] = []
    request = SyncPrefectClient.request

    def noted(self: SyncPrefectClient, method: str, path: str, **options: object) -> httpx.Response:
        paths.append(path)
        return request(self, method, path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(SyncPrefectClient, "request", noted)
    return paths


def _start(key: str) -> str:
    return start_run("leave-note/test", {"file": "/dev/null", "line": ""}, key=key)


def test_the_second_start_is_one_request(office: Office, asked: list[str]) -> None:
    first = _start("started-first")
    asked.clear()

    second = _start("started-second")

    assert second != first
    assert asked == ["/deployments/{id}/create_flow_run"]
    office.wait(UUID(second), "Completed")


@pytest.mark.usefixtures("office")
def test_the_same_key_is_the_same_run() -> None:
    assert _start("started-again") == _start("started-again")


def test_a_deployment_that_was_made_anew_is_found(office: Office) -> None:
    _start("before")
    old = office.client.read_deployment_by_name("leave-note/test")
    office.client.delete_deployment(old.id)
    office.register(leave_note, ENTRYPOINT, HERE)

    run = office.client.read_flow_run(UUID(_start(f"after-{datetime.now(UTC):%s}")))

    assert run.deployment_id not in {None, old.id}


def test_a_run_that_an_earlier_version_suspended_with_a_form_goes_on(
    office: Office, notes: Path
) -> None:
    run = office.run("ask/test", file=str(notes))
    office.wait(run, "Suspended")

    assert resume(str(run))

    office.wait(run, "Failed", "Crashed", "Completed")  # that flow missed its answer; ours look
    assert not resume(str(run))
