"""What the worker has told of a run is not asked for again, and its events name it."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.events import related as events

from deployments.engine.seams.related import know_related
from tests.embedded_fixture import Office, wait_for

FLOW = str(uuid4())


def test_prefect_finds_what_is_known_and_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "RESOURCE_CACHE", {})
    know_related({f"flow.{FLOW}": {"id": FLOW, "name": "intake", "tags": []}})

    async def ask(_: object) -> None:
        raise AssertionError("somebody was asked")

    async def find() -> Any:
        return await events._get_and_cache_related_object(
            kind="flow",
            role="flow",
            client_method=ask,
            obj_id=UUID(FLOW),
            cache=events.RESOURCE_CACHE,
        )

    found = asyncio.run(find())

    resource = events.object_as_related_resource(**found)
    assert (resource.id, resource.name) == (f"prefect.flow.{FLOW}", "intake")


@pytest.mark.flow
@pytest.mark.slow
def test_the_events_of_a_run_name_what_it_belongs_to(office: Office, notes: Path) -> None:
    run = office.run("start-next/test", file=str(notes))
    office.wait(run, "Completed")

    def named() -> set[tuple[str, str]]:
        wanted = {"event": {"prefix": ["prefect.task-run."]}}
        wanted["any_resource"] = {"id": [f"prefect.flow-run.{run}"]}
        answer = office.client.request("POST", "/events/filter", json={"filter": wanted})
        return {
            (one["prefect.resource.role"], one["prefect.resource.name"])
            for event in answer.json()["events"]
            for one in event["related"]
            if "prefect.resource.name" in one
        }

    expected = {("flow", "start-next"), ("deployment", "test"), ("work-queue", "default")}
    wait_for(lambda: expected <= named())
    assert {name for role, name in named() if role == "flow"} == {"start-next"}
