"""Organisations that registered to apply, before anything of theirs has come in."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, func, select

from models.types import Moment


class Registration(SQLModel, table=True):
    """An address that hands in for one organisation; several addresses may."""

    __table_args__ = (UniqueConstraint("uscc", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    uscc: str = Field(index=True)
    name: str
    address: str = Field(index=True)  # lower case
    registered_at: datetime = Field(sa_type=Moment)


def codes_at(session: Session, address: str) -> set[str]:
    """The credit codes for which this address was registered."""
    query = select(Registration.uscc).where(func.lower(Registration.address) == address.lower())
    return set(session.exec(query))
