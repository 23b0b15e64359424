"""One server and one supervised worker for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect import Flow

from tests.deployments.engine import sample_flows
from tests.embedded_fixture import Office, open_office

LIGHT = {"RESIDENT_PRELOAD": ""}  # these flows need nothing of what stages need
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office"), supervise=True, env=LIGHT) as office:
        for name, flow in vars(sample_flows).items():
            if isinstance(flow, Flow):
                office.register(flow, f"tests/deployments/engine/sample_flows.py:{name}", ROOT)
        yield office


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Where a flow run notes what it does; empty."""
    file = tmp_path / "notes.txt"
    file.touch()
    return file
