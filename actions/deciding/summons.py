"""Letters to those who may decide: a gate waits for you."""

from actions.gates import page_of
from actions.letters.letters import write
from models.gate import Gate
from models.person import in_role
from notifications.outbox import Recipient
from runtime.desk import Desk


def summon_approvers(desk: Desk, gate: Gate, follows: str) -> None:
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
                facts=(follows,),
                link=page_of(desk, gate.key),
            )
