"""What is done before the fork changes no answer of a run. In a process of its own: it stays."""

import subprocess
import sys

MODELS = """
from deployments.engine.resident import warm
warm.warm_up()
warm.complete_models()
from prefect.client.schemas.actions import DeploymentFlowRunCreate
from prefect.client.schemas.objects import FlowRun
for kind in (DeploymentFlowRunCreate, FlowRun):
    assert kind.__pydantic_complete__, kind
    assert "Mock" not in type(kind.__pydantic_validator__).__name__, kind
"""


def _errors(program: str) -> str:
    """What a program says that fails in a process of its own."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr or "failed" if done.returncode else ""


def test_the_models_of_a_run_are_complete() -> None:
    assert _errors(MODELS) == ""
