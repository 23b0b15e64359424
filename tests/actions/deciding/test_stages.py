"""Each stage has its gate."""

import pytest

from actions.deciding.gates import spec_of
from actions.stages import STAGES
from models.edition import Phase
from runtime.desk import Desk
from tests.actions import factories as make


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_stage_has_its_gate_by_key(desk: Desk, stage: str) -> None:
    make.attempt(desk, stage, phase=Phase.DECIDING)

    spec = spec_of(desk, f"3/{stage}/1/gate")

    assert spec.key == f"3/{stage}/1/gate"
    assert spec.details is STAGES[stage].decision.details
