"""An edition whose setup waits for the chair: the first gate there is."""

from dataclasses import dataclass

from actions.deciding.decide import look_at_question
from actions.gates import Answer
from actions.people.enrolling import enrol
from cli.rehearsal.office import Office as Player
from cli.rehearsal.office import await_true
from flows.every_action import order
from models.edition import Edition, EditionState, Phase, latest_attempt
from models.gate import Outcome
from models.people import CommitteeMember
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import wake
from tests.flows.editions import PATIENCE, await_name, waits_at


@dataclass
class Setup:
    """An edition whose setup waits for the chair."""

    number: int
    run_id: str
    gate: str
    player: Player

    def shown(self) -> str:
        with open_desk() as desk:
            return look_at_question(desk, self.gate).evidence.sha256

    def answer(self, code: str) -> Answer:
        return Answer("陈主任", code, Outcome.APPROVED, "可以")

    def state(self) -> EditionState:
        with transaction() as session:
            edition = session.get(Edition, self.number)
            assert edition is not None
            return edition.state

    def phase(self, stage: str) -> Phase | None:
        with transaction() as session:
            row = latest_attempt(session, self.number, stage)
            return row.phase if row else None


def put_to_the_chair(number: int) -> Setup:
    with open_desk() as desk:
        secret = enrol(desk, "陈主任", ["chair", "office_head"], "chair@example.cn")
    run_id = order("open-edition", {"届次": number}, actor="陈主任", key=f"open-{number}")
    await_name(run_id, "AwaitingDeadline")
    with transaction() as session:
        session.add(
            CommitteeMember(
                edition=number, name="陈主任", employer="市政府", post="副市长",
                role="主任委员", email="chair@example.cn",
            )
        )  # fmt: skip
    wake(run_id)
    gate = f"{number}/edition/{run_id[:8]}/gate"
    await_true(lambda: waits_at(gate), "the chair is not asked", PATIENCE)
    return Setup(number, run_id, gate, Player({"陈主任": secret}, lambda _: None))
