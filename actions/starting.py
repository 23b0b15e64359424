"""How an attempt of a stage begins: anew, or as the re-confirmation of an earlier one."""

from datetime import datetime

from actions.attempts import CLOSE_OF_BUSINESS, was_approved
from actions.errors import WrongMoment
from actions.stages import input_sha256
from models.edition import Phase, StageAttempt, find_attempt, rests_on
from models.effects import done_of
from rules.calendar import add_days
from runtime.desk import Desk


def plan_attempt(desk: Desk, edition: int, stage: str, attempt: int) -> None:
    """The system wants this attempt; a run of any other has nothing to do."""
    desk.once(_planned(edition, stage, attempt))


def refuse_unplanned(desk: Desk, edition: int, stage: str, attempt: int) -> None:
    """Raise `WrongMoment` unless the attempt was planned, or is there already."""
    if find_attempt(desk.session, edition, stage, attempt) is not None:
        return
    if not done_of(desk.session, [_planned(edition, stage, attempt)]):
        raise WrongMoment(
            f"第{edition}届的这个阶段还没有轮到第{attempt}次进行；阶段由系统依次启动，不能手工运行。"
        )


def start_attempt(
    desk: Desk, edition: int, stage: str, attempt: int, *, afresh: bool = False
) -> StageAttempt:
    """The row of an attempt, made when it is not there; its deadline counts from today.

    Where the attempt before was put out of force by a reopening and its input is the same now, the
    new one is a re-confirmation and goes straight to its decision; ``afresh``: never.
    """
    found = find_attempt(desk.session, edition, stage, attempt)
    if found is not None:
        return found
    confirmed = None if afresh else _same_as_before(desk, edition, stage, attempt)
    row = StageAttempt(
        edition=edition,
        stage=stage,
        attempt=attempt,
        phase=Phase.DECIDING if confirmed else Phase.OPENING,
        started_at=desk.at,
        due_at=None if confirmed else _due(desk, edition, stage),
        confirms=confirmed,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.record("stage.started", row.key, edition=edition, due_at=row.due_at, confirms=confirmed)
    return row


def _planned(edition: int, stage: str, attempt: int) -> str:
    return f"{edition}/{stage}/{attempt}/planned"


def _due(desk: Desk, edition: int, stage: str) -> datetime | None:
    term = desk.policy(edition).stage(stage)
    if term.unit.value == "none" or not term.days.value:
        return None
    day = add_days(desk.calendar, desk.at.date(), term.days.value, term.unit.value)
    return datetime.combine(day, CLOSE_OF_BUSINESS, desk.at.tzinfo)


def _same_as_before(desk: Desk, edition: int, stage: str, attempt: int) -> int | None:
    """The earlier attempt whose results still hold, as its number."""
    former = find_attempt(desk.session, edition, stage, attempt - 1)
    if former is None or former.phase is not Phase.SUPERSEDED or not was_approved(desk, former):
        return None
    original = rests_on(desk.session, former)
    if not original.input_sha256 or original.input_sha256 != input_sha256(desk, original):
        return None
    return original.attempt
