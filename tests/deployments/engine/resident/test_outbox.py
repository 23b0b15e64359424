"""What a child's outbox sends arrives, and what cannot be sent stops nobody."""

from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.sorting import TaskRunSort
from prefect.events import emit_event
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelling

from deployments.engine.resident.outbox import outbox
from tests.embedded_fixture import Office, wait_for

pytestmark = [pytest.mark.flow, pytest.mark.slow]


def _tasks(office: Office, run: UUID) -> dict[str, str | None]:
    """The names of the run's task runs that the UI shows, and of their states."""
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run]))
    found = office.client.read_task_runs(
        flow_run_filter=of_run, limit=200, sort=TaskRunSort.NAME_ASC
    )
    return {one.name: one.state_name for one in found}


def test_the_task_runs_of_a_run_are_shown(office: Office, notes: Path) -> None:
    run = office.run("start-next/test", file=str(notes))
    office.wait(run, "Completed")

    wait_for(lambda: len(_tasks(office, run)) == 2)

    wait_for(lambda: "Completed" in _tasks(office, run).values())
    wait_for(lambda: "Running" not in _tasks(office, run).values())
    assert set(_tasks(office, run).values()) == {"Completed"}


def test_a_task_run_is_shown_while_its_run_goes_on(office: Office, notes: Path) -> None:
    run = office.run("work/test", seconds=60, file=str(notes))

    wait_for(lambda: list(_tasks(office, run).values()) == ["Completed"])

    assert office.history(run)[-1] == "Running"
    office.set_state(run, Cancelling())
    office.wait(run, "Cancelled")


def test_events_that_nobody_takes_stop_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}), outbox():
        assert emit_event("zhijiang.test", {"prefect.resource.id": "zhijiang.test"}) is not None

    assert "Events were not sent" in caplog.text
