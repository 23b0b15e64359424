"""What an applicant writes before handing in: who of a company may, and the draft they share."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from models.types import Moment


class Registration(SQLModel, table=True):
    """An address that asked to apply for a company; confirmed ones share the company's draft."""

    __table_args__ = (UniqueConstraint("edition", "uscc", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    uscc: str
    name: str
    address: str = Field(index=True)  # lower case
    asked_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)


class Draft(SQLModel, table=True):
    """The form as typed so far, sheet by sheet, and the files beside it."""

    __table_args__ = (UniqueConstraint("edition", "uscc"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    uscc: str
    name: str
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # by title of the sheet
    files: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # name, sha256, kind…
    began_at: datetime = Field(sa_type=Moment)
    updated_by: str = ""
    updated_at: datetime = Field(sa_type=Moment)
    ref: str = ""  # under which it was handed in last


def registrations_of(session: Session, address: str) -> list[Registration]:
    """Every company that an address writes for, the newest edition first."""
    query = select(Registration).where(Registration.address == address.lower())
    return list(session.exec(query.order_by(col(Registration.edition).desc())))


def confirmed_for(session: Session, edition: int, uscc: str) -> list[str]:
    """The addresses that share a company's draft."""
    query = select(Registration.address).where(
        Registration.edition == edition,
        Registration.uscc == uscc,
        col(Registration.confirmed_at).is_not(None),
    )
    return list(session.exec(query.order_by(Registration.address)))


def draft_of(session: Session, edition: int, uscc: str) -> Draft | None:
    query = select(Draft).where(Draft.edition == edition, Draft.uscc == uscc)
    return session.exec(query).one_or_none()


def is_registered(session: Session, address: str) -> bool:
    query = select(func.count(col(Registration.id))).where(Registration.address == address.lower())
    return session.exec(query).one() > 0
