"""A running embedded server for tests, and what the office does with it.

For a session-scoped fixture::

    @pytest.fixture(scope="session")
    def office(tmp_path_factory):
        with open_office(tmp_path_factory.mktemp("office"), register=...) as office:
            yield office
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from deployments.engine.embedded import Embedded, embedded

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import State

_LOOK_SECONDS = 0.02


@dataclass
class Office:
    """Starts flow runs, waits for them and answers their forms."""

    server: Embedded
    client: "SyncPrefectClient"

    def register(
        self, flow: "Flow[..., Any]", entrypoint: str, directory: Path, **options: Any
    ) -> str:
        """A deployment ``<flow>/test`` whose code is in ``directory``; its name comes back."""
        from prefect.utilities.callables import parameter_schema

        folder = {"directory": str(directory)}
        self.client.create_deployment(
            flow_id=self.client.create_flow(flow),
            name="test",
            entrypoint=entrypoint,
            pull_steps=[{"prefect.deployments.steps.set_working_directory": folder}],
            work_pool_name=self.server.pool,
            parameter_openapi_schema=parameter_schema(flow).model_dump(),
            **options,
        )
        return f"{flow.name}/test"

    def run(self, deployment: str, **parameters: Any) -> UUID:
        found = self.client.read_deployment_by_name(deployment)
        return self.client.create_flow_run_from_deployment(found.id, parameters=parameters).id

    def wait(self, run: UUID, *names: str, seconds: float = 150) -> "State[Any]":
        """The run's state, as soon as its name is one of these."""
        end = time.monotonic() + seconds
        while True:
            state = self.client.read_flow_run(run).state
            if state is not None and state.name in names:
                return state
            assert time.monotonic() < end, f"{state!r} and not {names}: {self.history(run)}"
            time.sleep(_LOOK_SECONDS)

    def history(self, run: UUID) -> list[str]:
        """The names of the run's states, oldest first."""
        states = self.client.read_flow_run_states(run)
        return [str(state.name) for state in sorted(states, key=lambda state: state.timestamp)]

    def log(self, run: UUID) -> list[str]:
        """What the run has logged, as the office sees it; complete when its process has ended."""
        from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
        from prefect.client.schemas.sorting import LogSort

        wanted = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run]))
        lines = self.client.read_logs(wanted, limit=200, offset=0, sort=LogSort.TIMESTAMP_ASC)
        return [line.message for line in lines]

    def resume(self, run: UUID, **form: Any) -> None:
        """Answers the form; just after Suspended the form may not be there yet."""
        from prefect.exceptions import PrefectHTTPStatusError

        def is_taken() -> bool:
            with contextlib.suppress(PrefectHTTPStatusError):
                return self.client.resume_flow_run(run, run_input=form).status == "ACCEPT"
            return False

        wait_for(is_taken)

    def is_answered(self) -> bool:
        """Is the server there?"""
        return self.client.api_healthcheck() is None

    def set_state(self, run: UUID, state: "State[Any]") -> None:
        self.client.set_flow_run_state(run, state, force=True)


@contextlib.contextmanager
def open_office(home: Path, **options: Any) -> Iterator[Office]:
    """Starts ``Embedded(home, **options)``; this process speaks to it until the block ends."""
    with embedded(home, **options) as server:
        from prefect.client.orchestration import get_client
        from prefect.settings import (
            PREFECT_API_AUTH_STRING,
            PREFECT_API_URL,
            PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
            PREFECT_HOME,
            temporary_settings,
        )

        settings = {
            PREFECT_API_AUTH_STRING: server.environment["PREFECT_API_AUTH_STRING"],
            PREFECT_API_URL: server.api_url,
            PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: False,
            PREFECT_HOME: server.environment["PREFECT_HOME"],
        }
        with temporary_settings(settings), get_client(sync_client=True) as client:
            yield Office(server, client)


def wait_for(is_so: Callable[[], bool], seconds: float = 150) -> None:
    """Looks again and again until it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "did not happen"
        time.sleep(_LOOK_SECONDS)
