"""What a worker remembers of deployments is what the server has, or it asks."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.responses import DeploymentResponse

from deployments.engine.resident.known import KnownDeployments

ONE, OTHER, FLOW = uuid4(), uuid4(), uuid4()


class Server:
    """Counts what it is asked; ``meanwhile`` happens while it answers."""

    def __init__(self, known: KnownDeployments, at: list[float]) -> None:
        self.known, self.at = known, at
        self.asked: list[UUID] = []
        self.lists = 0
        self.meanwhile: Any = None

    async def read_deployment(self, deployment_id: UUID) -> DeploymentResponse:
        self.asked.append(deployment_id)
        if self.meanwhile:
            self.meanwhile()
        return DeploymentResponse(id=deployment_id, name="call", flow_id=uuid4(), labels={})

    async def read_deployments(self, *, offset: int, **_: Any) -> list[DeploymentResponse]:
        only = DeploymentResponse(id=ONE, name="spring", flow_id=FLOW, labels={})
        return [] if offset else [only]

    async def request(self, _method: str, path: str, json: dict[str, Any]) -> Any:
        self.lists += not json["offset"]
        if self.meanwhile:
            self.meanwhile()
        page = [] if json["offset"] else [{"id": str(FLOW), "name": "call"}]
        return SimpleNamespace(json=lambda: page if path == "/flows/filter" else None)

    def learn(self, times: int = 1) -> dict[str, str]:
        """The names that are known when they were to be learnt so often."""
        client: Any = self
        for _ in range(times):
            asyncio.run(self.known.learn_names(client, "pool"))
        return self.known.names()

    def take(self, *deployments: UUID) -> int:
        """How often the server is asked when runs of these are taken."""
        before, client = len(self.asked), self
        for one in deployments:
            found: Any = asyncio.run(self.known.read(client, one))  # type: ignore[arg-type]
            assert found.id == one
        return len(self.asked) - before

    def wait(self, seconds: float) -> None:
        self.at[0] += seconds


def _server() -> Server:
    at = [1000.0]
    known = KnownDeployments(lambda: at[0])
    known.begin()
    return Server(known, at)


def test_the_runs_of_a_deployment_ask_for_it_once() -> None:
    server = _server()

    assert server.take(ONE, OTHER, ONE, ONE, OTHER) == 2


def test_after_ten_minutes_it_is_asked_again() -> None:
    server = _server()
    server.take(ONE)

    server.wait(599)
    assert server.take(ONE) == 0
    server.wait(2)
    assert server.take(ONE, ONE) == 1


def test_a_change_is_asked_for_until_everybody_can_read_it() -> None:
    server = _server()
    server.take(ONE)

    server.known.changed()

    assert server.take(ONE, ONE) == 2
    server.wait(6)
    assert server.take(ONE, ONE) == 1


def test_what_changed_while_it_was_read_is_not_remembered() -> None:
    server = _server()
    server.meanwhile = server.known.changed
    server.take(ONE)
    server.meanwhile = None

    server.wait(6)

    assert server.take(ONE, ONE) == 1


def test_who_does_not_hear_of_changes_remembers_nothing() -> None:
    server = _server()
    server.take(ONE)

    server.known.end()
    assert server.take(ONE, ONE) == 2

    server.known.begin()
    assert server.take(ONE, ONE) == 1


def test_names_are_learnt_once() -> None:
    server = _server()

    assert server.learn(3) == {"call/spring": str(ONE)}

    assert server.lists == 1


def test_after_a_change_nobody_is_told_a_name_until_it_is_learnt_again() -> None:
    server = _server()
    server.learn()

    server.known.changed()

    assert server.learn() == {}
    server.wait(6)
    assert server.learn() == {"call/spring": str(ONE)}
    assert server.lists == 2


def test_names_that_changed_while_they_were_learnt_are_not_told() -> None:
    server = _server()
    server.meanwhile = server.known.changed

    assert server.learn() == {}


def test_names_that_could_not_be_learnt_are_asked_for_again_a_minute_later() -> None:
    server = _server()

    def fail() -> None:
        raise OSError("the server does not answer")

    server.meanwhile = fail
    with pytest.raises(OSError, match="does not answer"):
        server.learn()
    server.meanwhile = None

    assert server.learn() == {}
    server.wait(61)
    assert server.learn() == {"call/spring": str(ONE)}
