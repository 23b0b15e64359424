"""Recusals that somebody else ordered, or that an interest found later brought (art. 30)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class RecusalOrder(SQLModel, table=True):
    """One reviewer kept away from one applicant; what was found later has the gate ``key``."""

    __tablename__ = "recusal_order"
    __table_args__ = (UniqueConstraint("edition", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    number: int
    reviewer: str = Field(foreign_key="reviewer.id")
    ref: str
    ground: str  # a value of rules.recusal.Ground
    reason: str
    ordered_by: str
    new_leader: str = ""  # for the reviewer's panel, if it loses its leader
    requested_at: datetime = Field(sa_type=Moment)
    in_force_at: datetime | None = Field(default=None, sa_type=Moment)
    flow_run_id: str = Field(unique=True)

    @property
    def key(self) -> str:
        """``3/recusal/1``."""
        return f"{self.edition}/recusal/{self.number}"


def recusal_orders_of(session: Session, edition: int) -> list[RecusalOrder]:
    """Every one of an edition, in force or not, in order."""
    query = select(RecusalOrder).where(RecusalOrder.edition == edition)
    return list(session.exec(query.order_by(col(RecusalOrder.number))))
