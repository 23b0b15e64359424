"""Stage attempts: the one door through which a stage moves."""

from datetime import datetime, time

from actions.errors import UnknownSubject, WrongMoment
from models.edition import Phase, StageAttempt, find_attempt, latest_attempt
from rules.calendar import add_days
from runtime.desk import Desk

_NEXT = {
    Phase.OPENING: {Phase.WAITING},
    Phase.WAITING: {Phase.CLOSING},
    Phase.CLOSING: {Phase.DECIDING},
    Phase.DECIDING: {Phase.ENACTING, Phase.RETURNED},
    Phase.ENACTING: {Phase.APPROVED},
}
CLOSE_OF_BUSINESS = time(17, 30)


def start_attempt(desk: Desk, edition: int, stage: str, attempt: int) -> StageAttempt:
    """The row of an attempt, made when it is not there; its deadline counts from today."""
    found = find_attempt(desk.session, edition, stage, attempt)
    if found is not None:
        return found
    row = StageAttempt(
        edition=edition,
        stage=stage,
        attempt=attempt,
        started_at=desk.at,
        due_at=_due(desk, edition, stage),
    )
    desk.session.add(row)
    desk.session.flush()
    desk.record("stage.started", row.key, edition=edition, due_at=row.due_at)
    return row


def get_attempt(desk: Desk, attempt_id: int) -> StageAttempt:
    row = desk.session.get(StageAttempt, attempt_id)
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
    """The newest attempt of an earlier stage, whose results later stages build on.

    Raises:
        UnknownSubject: the stage never ran.
    """
    row = latest_attempt(desk.session, edition, stage)
    if row is None:
        raise UnknownSubject(f"第{edition}届还没有进行过“{stage}”。")
    return row


def advance(desk: Desk, row: StageAttempt, to: Phase) -> None:
    """Move an attempt to its next phase and write it down; any other move is a bug."""
    assert to in _NEXT.get(row.phase, set()), f"{row.key} cannot go from {row.phase} to {to}"
    row.phase = to
    if to is Phase.CLOSING:
        row.closed_at = desk.at
    if to.is_over:
        row.ended_at = desk.at
    desk.session.add(row)
    desk.session.flush()
    desk.record(f"stage.{to}", row.key, edition=row.edition)


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


def _due(desk: Desk, edition: int, stage: str) -> datetime | None:
    term = desk.policy(edition).stage(stage)
    if term.unit.value == "none" or not term.days.value:
        return None
    day = add_days(desk.calendar, desk.at.date(), term.days.value, term.unit.value)
    return datetime.combine(day, CLOSE_OF_BUSINESS, desk.at.tzinfo)
