"""Editions on the real server, opened as far as a test needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.states import Scheduled

from actions.people.enrolling import enrol
from cli.rehearsal.issuing import issue_what_waits
from cli.rehearsal.office import Office as Player
from cli.rehearsal.office import Stuck, await_true, is_out, read_gate
from flows.every_action import order
from models.edition import Phase, StageAttempt, latest_attempt
from models.people import CommitteeMember
from runtime.database import transaction
from runtime.desk import open_desk
from runtime.prefect_api import state_of, wake

CHAIR = "陈主任"
APPROVERS = (CHAIR, "李主任", "王主任", "周主任")  # in turn: a code is good for one decision
PATIENCE = 120  # a loaded machine takes its time


@dataclass
class Played:
    """One edition, and approvers each of whom may decide everything in it."""

    number: int
    player: Player
    next_approver: Iterator[str] = field(default_factory=lambda: cycle(APPROVERS))

    def newest(self, stage: str) -> StageAttempt | None:
        with transaction() as session:
            return latest_attempt(session, self.number, stage)

    def await_attempt(self, stage: str, attempt: int, phase: Phase) -> StageAttempt:
        def is_there() -> bool:
            row = self.newest(stage)
            return row is not None and (row.attempt, row.phase) == (attempt, phase)

        await_true(is_there, f"{stage}/{attempt} is not {phase}", PATIENCE)
        row = self.newest(stage)
        assert row is not None
        return row

    def approve(self, gate: str, **details: object) -> None:
        who = next(self.next_approver)
        self.player.decide(f"{self.number}/{gate}/gate", who, "同意", lambda: details)
        if gate.startswith("call/"):
            issue_what_waits(self.number, "call", lambda _: None)

    def await_question(self, gate: str) -> str:
        """The run that is suspended at a gate."""
        key = f"{self.number}/{gate}/gate"
        await_true(lambda: waits_at(key), f"nothing waits at {gate}", PATIENCE)
        row = read_gate(key)
        assert row is not None
        return str(row.flow_run_id)

    def run(self, deployment: str, **parameters: object) -> str:
        """Order one of the office's actions on this edition."""
        return order(deployment, {"届次": self.number, **parameters}, actor="覃示例")


def ordered(action: str, **given: object) -> UUID:
    """The run of an order that an officer has placed."""
    return UUID(order(action, given, actor="黄工"))


def waits_at(gate: str) -> bool:
    """Whether a run is suspended at a gate that nobody has decided."""
    row = read_gate(gate)
    state = state_of(row.flow_run_id) if row and row.flow_run_id and is_out(gate) else None
    return state is not None and state.is_paused()


def name_of(run_id: str | None) -> str:
    """The name of a run's state."""
    state = state_of(str(run_id))
    return str(state.name) if state else "unknown"


def await_name(run_id: str | None, *names: str) -> None:
    try:
        await_true(lambda: name_of(run_id) in names, f"{run_id} is not {names}", PATIENCE)
    except Stuck as stuck:
        stuck.add_note(f"it is {name_of(run_id)}")
        raise


def with_committee(number: int) -> Played:
    """An edition whose setup the chair has confirmed: the call is being drafted."""
    with open_desk() as desk:
        roles = ["chair", "office_head", "office", "government"]
        secrets = {name: enrol(desk, name, roles) for name in APPROVERS}
    run_id = order("open-edition", {"届次": number}, actor=CHAIR, key=f"played-{number}")
    await_true(lambda: name_of(run_id) == "AwaitingDeadline", "it does not wait", PATIENCE)
    with transaction() as session:
        session.add_all(
            CommitteeMember(
                edition=number, name=name, employer="市政府", post="副市长",
                role="主任委员" if name == CHAIR else "副主任委员", email="chair@example.cn",
            )
            for name in APPROVERS
        )  # fmt: skip
    wake(run_id)
    played = Played(number, Player(secrets, lambda _: None))
    played.approve(f"edition/{run_id[:8]}")
    played.await_attempt("call", 1, Phase.DECIDING)
    return played


def with_open_intake(number: int) -> Played:
    """An edition whose intake waits for packages."""
    played = with_committee(number)
    played.approve("call/1")
    intake = played.await_attempt("intake", 1, Phase.WAITING)
    await_name(intake.flow_run_id, "AwaitingDeadline")  # the row says so before its run sleeps
    return played


def retry(run_id: str | None) -> None:
    """What the Retry button of the UI does."""
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(UUID(str(run_id)), Scheduled(name="AwaitingRetry"), force=True)
