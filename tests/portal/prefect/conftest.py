"""A running Prefect server, to which the front door of a test passes administrators on."""

from collections.abc import Iterator

import pytest

from tests.deployments.conftest import LIGHT, ROOT
from tests.deployments.engine import sample_flows
from tests.embedded_fixture import Office, open_office


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """With a flow that waits for a person and one that fails."""
    with open_office(tmp_path_factory.mktemp("prefect"), env=LIGHT) as office:
        for name in ("ask", "refuse", "leave_note"):
            flow = getattr(sample_flows, name)
            office.register(flow, f"tests/deployments/engine/sample_flows.py:{name}", ROOT)
        yield office


@pytest.fixture
def prefect(server: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The portal of this process knows where the server is, as `zhijiang up` tells it."""
    for name in ("PREFECT_API_URL", "PREFECT_API_AUTH_STRING"):
        monkeypatch.setenv(name, server.server.environment[name])
    return server
