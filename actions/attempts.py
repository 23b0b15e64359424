"""Stage attempts: the one door through which a stage moves."""

from datetime import datetime, time

from actions.errors import UnknownSubject, WrongMoment
from actions.states import change
from models.edition import (
    Phase,
    StageAttempt,
    attempt_in_force,
    latest_attempt,
)
from models.gate import Outcome, decision_of, gate_at
from runtime.desk import Desk

_NEXT = {
    Phase.OPENING: {Phase.WAITING, Phase.SUPERSEDED},
    Phase.WAITING: {Phase.CLOSING, Phase.SUPERSEDED},
    Phase.CLOSING: {Phase.DECIDING, Phase.SUPERSEDED},
    Phase.DECIDING: {Phase.ENACTING, Phase.RETURNED, Phase.SUPERSEDED},
    Phase.ENACTING: {Phase.APPROVED, Phase.SUPERSEDED},
    Phase.APPROVED: {Phase.SUPERSEDED},
    Phase.RETURNED: {Phase.SUPERSEDED},
}
CLOSE_OF_BUSINESS = time(17, 30)


def get_attempt(desk: Desk, attempt_id: int, *, lock: bool = False) -> StageAttempt:
    """The row; with ``lock`` nobody else moves it until this transaction ends."""
    row = desk.session.get(StageAttempt, attempt_id, with_for_update=lock or None)
    assert row is not None, f"a run names attempt {attempt_id}, so it exists"
    return row


def open_attempt(desk: Desk, edition: int, stage: str) -> StageAttempt:
    """The newest attempt of a stage while it takes things from people.

    Raises:
        WrongMoment: the stage has not begun, or no longer takes anything.
    """
    row = latest_attempt(desk.session, edition, stage)
    title = desk.policy(edition).stage(stage).title.value
    if row is None:
        raise WrongMoment(f"第{edition}届的“{title}”尚未开始，请稍后再提交。")
    if row.phase not in {Phase.OPENING, Phase.WAITING}:
        raise WrongMoment(f"第{edition}届的“{title}”已经截止，不再接收；确需处理请与承办机构联系。")
    return row


def in_force(desk: Desk, edition: int, stage: str) -> StageAttempt:
    """The attempt of an earlier stage whose results later stages build on.

    Raises:
        UnknownSubject: the stage never ran, or a reopening put it out of force.
    """
    row = attempt_in_force(desk.session, edition, stage)
    if row is None:
        title = desk.policy(edition).stage(stage).title.value
        raise UnknownSubject(f"第{edition}届的“{title}”尚未进行，或者正在重新进行，目前没有结果。")
    return row


def advance(desk: Desk, row: StageAttempt, to: Phase, *, input_sha256: str = "") -> None:
    """Move an attempt to its next phase and write it down; any other move is a bug.

    ``input_sha256`` is what an approval rests on (`actions.stages`), for re-confirming it later.

    Raises:
        WrongMoment: somebody else has moved it since it was read.
    """
    assert to in _NEXT.get(row.phase, set()), f"{row.key} cannot go from {row.phase} to {to}"
    change(desk, row, "phase", to, called=row.key)
    desk.session.refresh(row)
    if to is Phase.CLOSING:
        row.closed_at = desk.at
    if to is Phase.ENACTING:
        row.input_sha256 = input_sha256
    if to.is_over:
        row.ended_at = row.ended_at or desk.at
    desk.session.add(row)
    desk.session.flush()
    desk.record(f"stage.{to}", row.key, edition=row.edition)


def was_approved(desk: Desk, row: StageAttempt) -> bool:
    """Whether a person approved it, whatever became of it later."""
    decision = decision_of(desk.session, gate_at(row.key))
    return decision is not None and decision.outcome is Outcome.APPROVED


def move_deadline(desk: Desk, row: StageAttempt, to: datetime, *, actor: str, reason: str) -> None:
    """Move the deadline of an attempt that still waits.

    Raises:
        WrongMoment: it is closed, or the new moment has passed.
    """
    if row.phase not in {Phase.OPENING, Phase.WAITING}:
        raise WrongMoment(f"{row.key} 已经截止，不能再改期限。")
    if to <= desk.at:
        raise WrongMoment("新的截止时间已经过去，请填写将来的时间。")
    former, row.due_at = row.due_at, to
    desk.session.add(row)
    desk.record(
        "stage.deadline_moved", row.key, actor=actor, edition=row.edition,
        former=former, due_at=to, reason=reason,
    )  # fmt: skip
