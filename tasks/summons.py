"""Letters to those who may decide: a gate waits for you."""

from actions.letters.letters import write
from models.gate import Gate
from models.person import in_role
from notifications.outbox import Recipient
from runtime.desk import Desk


def summon_approvers(desk: Desk, gate: Gate, number: int) -> None:
    """Write to every approver of the gate's role; a repeated ask writes nobody again."""
    for person in in_role(desk.session, gate.role):
        if person.address:
            write(
                desk,
                gate.edition,
                "gate-waiting",
                key=f"{gate.key}/summons/{person.id}",
                to=Recipient(person.name, person.address),
                basis="",
                matter=gate.title,
                facts=(f"第{number}次提请决定",),
                link=f"{desk.settings.ui_url}/runs/flow-run/{gate.flow_run_id}",
            )
