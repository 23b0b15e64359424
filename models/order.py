"""Orders: what the office's runs were told to do, by whom; a run itself has the id and no more."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Order(SQLModel, table=True):
    """One action with its arguments, for one run; unspent until that run takes it."""

    __tablename__ = "office_order"

    id: str = Field(primary_key=True)  # random, so that nobody has one who was not given it
    key: str | None = Field(default=None, unique=True)  # of what must be ordered once
    action: str
    arguments: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    actor: str
    proof: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what it was signed with
    run_name: str = ""
    placed_at: datetime = Field(sa_type=Moment)
    spent_at: datetime | None = Field(default=None, sa_type=Moment)
    flow_run_id: str | None = None


def order_of_key(session: Session, key: str) -> Order | None:
    return session.exec(select(Order).where(Order.key == key)).one_or_none()


def unspent_orders(session: Session) -> list[Order]:
    """Placed, and not yet taken by their run."""
    query = select(Order).where(col(Order.spent_at).is_(None))
    return list(session.exec(query.order_by(col(Order.placed_at))))
