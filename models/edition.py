"""An edition (届) and its stage attempts: where each stands, and what it was pinned to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint, exists
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class EditionState(StrEnum):
    """Where an edition as a whole stands."""

    PREPARING = "preparing"  # opened, its project defaults and committee not yet confirmed
    RUNNING = "running"
    CONFERRED = "conferred"  # nothing reopens any more: what comes later is a sanction case
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Where one attempt of a stage stands."""

    OPENING = "opening"
    WAITING = "waiting"
    CLOSING = "closing"
    DECIDING = "deciding"
    ENACTING = "enacting"  # approved; what the approval sets in force is being carried out
    APPROVED = "approved"
    RETURNED = "returned"
    SUPERSEDED = "superseded"

    @property
    def is_over(self) -> bool:
        return self in {Phase.APPROVED, Phase.RETURNED, Phase.SUPERSEDED}


class Edition(SQLModel, table=True):
    """One edition; its number (届) is its identity, its policy and criteria are pinned copies."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    year: int
    pack: str
    title: str
    state: EditionState = EditionState.PREPARING
    policy_json: str = Field(sa_type=Text)
    policy_sha256: str
    criteria_json: str = Field(sa_type=Text)
    criteria_sha256: str
    draw_source: str  # the public value the draw's seed comes from, named before it exists
    opened_at: datetime = Field(sa_type=Moment)
    setup_run_id: str | None = None  # the open-edition run that asks for the confirmation
    concluded_at: datetime | None = Field(default=None, sa_type=Moment)


class StageAttempt(SQLModel, table=True):
    """One attempt of one stage: one top-level flow run of that stage's deployment."""

    __tablename__ = "stage_attempt"
    __table_args__ = (UniqueConstraint("edition", "stage", "attempt"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    stage: str
    attempt: int
    phase: Phase = Phase.OPENING
    flow_run_id: str | None = None
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    started_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    input_sha256: str = ""  # of what its approval rested on: the same input needs no new work
    confirms: int | None = None  # the earlier attempt whose results this one puts in force again

    @property
    def key(self) -> str:
        """``edition/stage/attempt``: the name of this attempt in every deterministic key."""
        return f"{self.edition}/{self.stage}/{self.attempt}"


def find_attempt(session: Session, edition: int, stage: str, attempt: int) -> StageAttempt | None:
    return session.exec(
        select(StageAttempt).where(
            StageAttempt.edition == edition,
            StageAttempt.stage == stage,
            StageAttempt.attempt == attempt,
        )
    ).one_or_none()


def attempts_of(session: Session, edition: int) -> list[StageAttempt]:
    """Every attempt of an edition, in the order in which they were started."""
    return list(
        session.exec(
            select(StageAttempt)
            .where(StageAttempt.edition == edition)
            .order_by(col(StageAttempt.id))
        )
    )


def latest_attempt(session: Session, edition: int, stage: str) -> StageAttempt | None:
    return session.exec(
        select(StageAttempt)
        .where(StageAttempt.edition == edition, StageAttempt.stage == stage)
        .order_by(col(StageAttempt.attempt).desc())
        .limit(1)
    ).one_or_none()


def attempt_in_force(session: Session, edition: int, stage: str) -> StageAttempt | None:
    """The attempt whose results count: the newest, or the earlier one that it re-confirms.

    ``None``: the stage never ran, or a reopening put it out of force and it has not begun again.
    """
    newest = latest_attempt(session, edition, stage)
    if newest is None or newest.phase is Phase.SUPERSEDED:
        return None
    return rests_on(session, newest)


def rests_on(session: Session, row: StageAttempt) -> StageAttempt:
    """The attempt that holds the results of ``row``: itself, but for a re-confirmation."""
    if row.confirms is None:
        return row
    found = find_attempt(session, row.edition, row.stage, row.confirms)
    assert found is not None, f"{row.key} re-confirms an attempt, so there is one"
    return found


def stalled_editions(session: Session) -> list[int]:
    """Editions under way none of whose attempts is: the run that should go on has died."""
    under_way = exists().where(
        col(StageAttempt.edition) == col(Edition.number),
        col(StageAttempt.phase).not_in([p for p in Phase if p.is_over]),
    )
    query = select(Edition.number).where(Edition.state == EditionState.RUNNING, ~under_way)
    return list(session.exec(query.order_by(col(Edition.number))))


def running_attempts(session: Session) -> list[StageAttempt]:
    """Every attempt of every edition that is not over."""
    return list(
        session.exec(
            select(StageAttempt)
            .where(
                col(StageAttempt.phase).not_in([p for p in Phase if p.is_over]),
            )
            .order_by(col(StageAttempt.id))
        )
    )
