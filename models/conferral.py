"""The end of an edition (art. 21–23): the city's reply, certificates, plaques, fund orders."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class CityReply(SQLModel, table=True):
    """The city government's reply to the request of one attempt."""

    __tablename__ = "city_reply"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", unique=True)
    number: str
    replied_on: date
    struck: list[str] = Field(default_factory=list, sa_type=JSON)
    scan_sha256: str
    scan_name: str
    recorded_at: datetime = Field(sa_type=Moment)


class Certificate(SQLModel, table=True):
    """A certificate and its plaque, in the register (art. 22, 29)."""

    __table_args__ = (UniqueConstraint("edition", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    name: str  # the organisation's name at the time of the award
    uscc: str
    prize: str
    number: str = Field(unique=True)
    plaque_number: str = Field(unique=True)
    verification_code: str = Field(unique=True)
    award_year: int
    issued_on: date


class FundOrder(SQLModel, table=True):
    """One instalment of the quality-development fund for one winner, in fen (art. 22)."""

    __tablename__ = "fund_order"
    __table_args__ = (UniqueConstraint("edition", "ref", "instalment"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    ref: str
    name: str
    instalment: int
    amount_fen: int
    ordered_at: datetime = Field(sa_type=Moment)


def reply_of(session: Session, attempt_id: int) -> CityReply | None:
    return session.exec(select(CityReply).where(CityReply.attempt_id == attempt_id)).one_or_none()


def certificates_of(session: Session, edition: int) -> list[Certificate]:
    return list(
        session.exec(
            select(Certificate)
            .where(Certificate.edition == edition)
            .order_by(col(Certificate.number))
        )
    )


def fund_orders_of(session: Session, edition: int) -> list[FundOrder]:
    return list(
        session.exec(
            select(FundOrder).where(FundOrder.edition == edition).order_by(col(FundOrder.id))
        )
    )
