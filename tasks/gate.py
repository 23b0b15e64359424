"""A gate's steps for the run that waits at it: look whether it is decided, put the question.

``flows.gate`` strings them together; why it holds is told there.
"""

from dataclasses import dataclass

from prefect.runtime import flow_run as this_run

from actions.deciding.decide import put_question
from actions.gates import page_of
from models.gate import Outcome, find_gate
from runtime.desk import open_desk
from tasks.artifacts import Page


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a gate is still to be decided, and its outcome when there is one."""

    is_open: bool
    outcome: Outcome | None = None


def look_at_gate(key: str) -> Found:
    """How the gate of that key stands; one that was never asked is open."""
    with open_desk() as desk:
        row = find_gate(desk.session, key)
        if row is None:
            return Found(is_open=True)
        return Found(not (row.outcome or row.is_cancelled), row.outcome)


@dataclass(frozen=True, slots=True)
class Put:
    """A question that waits: one sentence with its page, and the evidence as an artifact."""

    edition: int
    sentence: str
    page: Page


def put_to_people(key: str) -> Put:
    """Ask, unless it is asked on this evidence already; those who may decide are written to."""
    with open_desk() as desk:
        asked = put_question(desk, key, str(this_run.id))
        address, evidence = page_of(desk, key), asked.evidence
        spec = asked.spec
    text = (
        f"## {spec.title}\n\n[打开决定页]({address})\n\n{evidence.text}"
        f"\n\n材料校验值 `{evidence.sha256}`"
    )
    page = Page(key.replace("/", "-"), text, spec.title)
    return Put(spec.edition, f"{spec.title}，请在此决定：{address}", page)
