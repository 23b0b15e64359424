"""Deciding from outside a run: the decision is committed, then the run that waits goes on.

A process that dies in between loses nothing: the clock wakes a suspended run whose gate is
decided (``tasks.mending``).
"""

import logging

import httpx

from actions.deciding.decide import decide_at
from actions.gates import Answer
from actions.proving import ProofRefused, count_failure
from models.gate import find_gate
from runtime.desk import open_desk
from runtime.prefect_api import resume

_log = logging.getLogger(__name__)


def decide(key: str, answer: Answer, evidence_sha256: str) -> None:
    """Decide at a gate, and let the run go on.

    Raises:
        ActionRefused: as ``actions.deciding.decide.decide_at`` refuses; nothing was changed but,
            for a wrong proof, the count of failures.
    """
    try:
        with open_desk() as desk:
            decide_at(desk, key, answer, evidence_sha256)
    except ProofRefused as refused:
        with open_desk() as desk:
            count_failure(desk, refused.name)
        raise
    go_on(key)


def go_on(key: str) -> None:
    """Let the run go on whose question is decided; where Prefect is away, the clock does it."""
    with open_desk() as desk:
        gate = find_gate(desk.session, key)
        run_id = gate.flow_run_id if gate else None
    if not run_id:
        return
    try:
        resume(run_id)
    except httpx.HTTPError:
        _log.warning("The run %s was not told of the decision at %s", run_id, key, exc_info=True)
