"""Reopenings: which approved stage was gone through once more, why, and how far that got."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Reopening(SQLModel, table=True):
    """One request to reopen a stage; its decision is the gate ``edition/reopening/number/gate``."""

    __table_args__ = (UniqueConstraint("edition", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    number: int
    stage: str
    reason: str
    public_reason: str  # as the letters of correction give it
    requested_by: str
    requested_at: datetime = Field(sa_type=Moment)
    flow_run_id: str = Field(unique=True)  # a run that is started again asks for no second one
    new_attempt: int | None = None  # set when it was approved
    stale: list[list[Any]] = Field(default_factory=list, sa_type=JSON)  # [stage, attempt] put out
    settled_at: datetime | None = Field(default=None, sa_type=Moment)  # its runs were dealt with

    @property
    def key(self) -> str:
        """``3/reopening/1``."""
        return f"{self.edition}/reopening/{self.number}"


def reopenings_of(session: Session, edition: int) -> list[Reopening]:
    return list(
        session.exec(
            select(Reopening).where(Reopening.edition == edition).order_by(col(Reopening.number))
        )
    )


def unsettled(session: Session) -> list[Reopening]:
    """Approved reopenings whose runs are still to be cancelled and started."""
    return list(
        session.exec(
            select(Reopening)
            .where(col(Reopening.new_attempt).is_not(None), col(Reopening.settled_at).is_(None))
            .order_by(col(Reopening.id))
        )
    )
