"""What is done before the fork changes no answer of a run. In a process of its own: it stays."""

import subprocess
import sys

MODELS = """
from deployments.resident import warm
warm.warm_up()
warm.complete_models()
from prefect.client.schemas.actions import DeploymentFlowRunCreate
from prefect.client.schemas.objects import FlowRun
for kind in (DeploymentFlowRunCreate, FlowRun):
    assert kind.__pydantic_complete__, kind
    assert "Mock" not in type(kind.__pydantic_validator__).__name__, kind
"""
PARAMETERS = """
from deployments.resident import warm
warm.warm_up()
from prefect import flow, flows
from prefect._internal.pydantic import validated_func
made = []
begin = validated_func.ValidatedFunction.__init__
def count(self, function, **options):
    made.append(function.__name__)
    begin(self, function, **options)
validated_func.ValidatedFunction.__init__ = count

@flow
def one(number: int, name: str = "甲"): pass
@flow
def other(number: str): pass

assert one.validate_parameters({"number": "7", "name": "乙"}) == {"number": 7, "name": "乙"}
assert one.validate_parameters({"number": 8}) == {"number": 8, "name": "甲"}
assert other.validate_parameters({"number": "7"}) == {"number": "7"}
try:
    one.validate_parameters({"number": "seven"})
except Exception as error:
    assert "number" in str(error)
else:
    raise AssertionError("it was taken")
assert made == ["one", "other"], made

from deployments.resident.child import _after
seen = []
one.fn = _after(lambda: seen.append(1), one.fn)
assert one.validate_parameters({"number": 9}) == {"number": 9, "name": "甲"}
assert one.fn(9) is None and seen == [1]
assert made == ["one", "other"], made
"""


def _errors(program: str) -> str:
    """What a program says that fails in a process of its own."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr or "failed" if done.returncode else ""


def test_the_models_of_a_run_are_complete() -> None:
    assert _errors(MODELS) == ""


def test_parameters_are_validated_by_one_model_a_flow() -> None:
    assert _errors(PARAMETERS) == ""
