"""A machine that is lost for good: its runs are put back by another, whatever worker it had."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from prefect.settings import PREFECT_WORKER_HEARTBEAT_SECONDS, temporary_settings
from prefect.states import Pending, Running

from deployments.engine.resident.owner import Owner
from tasks.lost import put_back_lost
from tests.deployments.conftest import LIGHT, ROOT
from tests.deployments.engine import sample_flows
from tests.embedded_fixture import Office, open_office, wait_for

pytestmark = [pytest.mark.flow, pytest.mark.slow]

_QUICK = {
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "2",
    "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "1",
}
_ELSEWHERE = replace(Owner.this_process("lost"), host="elsewhere")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server whose workers report every two seconds, so that silence is soon noticed."""
    with (
        open_office(tmp_path_factory.mktemp("lost"), env=LIGHT | _QUICK) as office,
        temporary_settings({PREFECT_WORKER_HEARTBEAT_SECONDS: 2}),
    ):
        office.register(
            sample_flows.leave_note, "tests/deployments/engine/sample_flows.py:leave_note", ROOT
        )
        yield office


def _lose(office: Office, name: str) -> None:
    """A worker of another machine is heard of once and never again."""
    office.client.request(
        "POST",
        "/work_pools/{work_pool_name}/workers/heartbeat",
        path_params={"work_pool_name": office.server.pool},
        json={"name": name, "heartbeat_interval_seconds": 1},
    )


def _under_way(office: Office, file: Path, *, message: str | None = None) -> UUID:
    """A run that a worker elsewhere has begun and will not end."""
    found = office.client.read_deployment_by_name("leave-note/test")
    run = office.client.create_flow_run_from_deployment(
        found.id, parameters={"file": str(file), "line": "done"}, state=Pending(message=message)
    )
    office.set_state(run.id, Running())
    return run.id


def test_a_resident_worker_puts_back_what_a_lost_machine_had(office: Office, notes: Path) -> None:
    run = _under_way(office, notes, message=_ELSEWHERE.message())
    _lose(office, "lost")

    office.wait(run, "Completed")

    assert notes.read_text(encoding="utf-8").splitlines() == ["done"]


def test_what_a_machine_has_that_is_heard_of_is_left_to_it(office: Office, notes: Path) -> None:
    alive = replace(_ELSEWHERE, worker="well")
    run = _under_way(office, notes, message=alive.message())
    office.client.request(
        "POST",
        "/work_pools/{work_pool_name}/workers/heartbeat",
        path_params={"work_pool_name": office.server.pool},
        json={"name": "well", "heartbeat_interval_seconds": 600},
    )
    other = _under_way(office, notes, message=_ELSEWHERE.message())
    _lose(office, "lost")

    office.wait(other, "Completed")

    assert office.history(run)[-1] == "Running"


def test_the_clock_puts_back_what_a_process_worker_had(office: Office, notes: Path) -> None:
    run = _under_way(office, notes)
    office.client.update_flow_run_labels(run, {"prefect.worker.name": "stock"})
    _lose(office, "stock")
    found: list[str] = []

    def is_found() -> bool:
        found.extend(put_back_lost(office.server.pool))
        return bool(found)

    wait_for(is_found, seconds=60)

    assert len(found) == 1
    office.wait(run, "Completed")
