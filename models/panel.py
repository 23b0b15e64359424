"""Panels (评审组): what was drawn from which pool, who sits where, who declared what."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment

BOTH_REVIEWS = ("document-review", "site-review")


class SeatState(StrEnum):
    """What became of a drawn reviewer."""

    SEATED = "seated"
    RESERVE = "reserve"
    RECUSED = "recused"  # art. 30; out for the whole panel
    REPLACED = "replaced"  # could not serve


class Panel(SQLModel, table=True):
    """One drawn panel; the draw can be repeated by anyone from these values (CONTRACTS: draw)."""

    __table_args__ = (UniqueConstraint("attempt_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    number: int
    pool: list[str] = Field(sa_type=JSON)
    pool_sha256: str
    excluded: dict[str, str] = Field(sa_type=JSON)
    seed: str
    leader: str = ""  # reviewer id; named by the office among the seated (art. 10)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

    @property
    def stages(self) -> tuple[str, ...]:
        """The reviews it is drawn for: both, unless the policy wants a panel for each."""
        return tuple(self.facts.get("stages", BOTH_REVIEWS))


class Seat(SQLModel, table=True):
    """One reviewer's place in one panel, in drawn order."""

    __table_args__ = (
        UniqueConstraint("panel_id", "reviewer"),
        UniqueConstraint("panel_id", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    panel_id: int = Field(foreign_key="panel.id", index=True)
    position: int
    reviewer: str = Field(foreign_key="reviewer.id")
    state: SeatState
    reason: str = ""
    invited_at: datetime | None = Field(default=None, sa_type=Moment)
    declared_at: datetime | None = Field(default=None, sa_type=Moment)


class Assignment(SQLModel, table=True):
    """Which panel reviews which applicant."""

    __table_args__ = (UniqueConstraint("panel_id", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    panel_id: int = Field(foreign_key="panel.id", index=True)
    ref: str


class Declaration(SQLModel, table=True):
    """A reviewer's declaration about one applicant (art. 30)."""

    __table_args__ = (UniqueConstraint("panel_id", "reviewer", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    panel_id: int = Field(foreign_key="panel.id", index=True)
    reviewer: str = Field(foreign_key="reviewer.id")
    ref: str
    has_interest: bool
    note: str = ""
    declared_at: datetime = Field(sa_type=Moment)


def panels_of(session: Session, attempt_id: int) -> list[Panel]:
    return list(
        session.exec(
            select(Panel).where(Panel.attempt_id == attempt_id).order_by(col(Panel.number))
        )
    )


def seats_of(session: Session, panel_id: int, *states: SeatState) -> list[Seat]:
    query = select(Seat).where(Seat.panel_id == panel_id)
    if states:
        query = query.where(col(Seat.state).in_(states))
    return list(session.exec(query.order_by(col(Seat.position))))


def refs_of(session: Session, panel_id: int) -> list[str]:
    return list(
        session.exec(
            select(Assignment.ref).where(Assignment.panel_id == panel_id).order_by(Assignment.ref)
        )
    )


def declarations_of(session: Session, attempt_id: int) -> list[Declaration]:
    return list(
        session.exec(
            select(Declaration)
            .join(Panel)
            .where(Panel.attempt_id == attempt_id)
            .order_by(col(Declaration.id))
        )
    )
