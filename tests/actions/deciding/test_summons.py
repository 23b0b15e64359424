"""Who may decide is written to, once a gate."""

from actions.deciding.summons import summon_approvers
from models.gate import Gate
from models.outbox import letters_of
from runtime.desk import Desk
from tests.actions import factories as make


def test_approvers_of_the_role_are_written_to_once(desk: Desk) -> None:
    make.add(desk, make.approver("覃示例", "office", "office@award.example"))
    make.add(desk, make.approver("李示例", "office"))
    make.add(desk, make.approver("王示例", "chair", "chair@award.example"))
    gate = make.add(desk, Gate(key="3/intake/1/gate", edition=3, title="受理", role="office"))

    summon_approvers(desk, gate, "同意：通过")
    summon_approvers(desk, gate, "同意：通过")

    assert [one.to_address for one in letters_of(desk.session)] == ["office@award.example"]
