"""A run that the engine does not watch is the same run, and may still suspend itself."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID

import pytest
from prefect import flow_engine
from prefect.states import Pending

from deployments.engine.seams.suspensions import unwatched
from tests.deployments.engine import sample_flows
from tests.embedded_fixture import Office

pytestmark = [pytest.mark.flow, pytest.mark.slow]


@pytest.mark.parametrize("is_watched", [True, False])
def test_the_engine_watches_runs_of_deployments_only(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, is_watched: bool
) -> None:
    watched: list[UUID] = []

    def observe(run: UUID, *_: Any) -> AbstractContextManager[None]:
        watched.append(run)
        return nullcontext()

    monkeypatch.setattr(flow_engine, "observe_flow_run_suspension", observe)
    made = office.run("leave-note/test", file="/dev/null", line="")
    office.wait(made, "Completed")
    office.client.set_flow_run_state(made, Pending(), force=True)
    run = office.client.read_flow_run(made)

    flow = sample_flows.leave_note
    flow_engine.run_flow(flow, flow_run=run if is_watched else unwatched(run))

    assert watched == ([made] if is_watched else [])
    assert office.history(made)[-1] == "Completed"


def test_a_run_suspends_itself_all_the_same(office: Office, notes: Any) -> None:
    run = office.run("ask/test", file=str(notes))
    office.wait(run, "Suspended")

    office.resume(run, name="王主任")

    office.wait(run, "Completed")
    assert notes.read_text(encoding="utf-8").split() == ["王主任"]
