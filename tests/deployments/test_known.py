"""What a worker remembers of deployments is what the server has, or it asks."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

from prefect.client.schemas.responses import DeploymentResponse

from deployments.resident.known import KnownDeployments

ONE, OTHER = uuid4(), uuid4()


class Server:
    """Counts what it is asked; ``meanwhile`` happens while it answers."""

    def __init__(self, known: KnownDeployments, at: list[float]) -> None:
        self.known, self.at = known, at
        self.asked: list[UUID] = []
        self.meanwhile: Any = None

    async def read_deployment(self, deployment_id: UUID) -> DeploymentResponse:
        self.asked.append(deployment_id)
        if self.meanwhile:
            self.meanwhile()
        return DeploymentResponse(id=deployment_id, name="call", flow_id=uuid4(), labels={})

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
