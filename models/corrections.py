"""Small corrections: one late applicant let in, one slip of the pen put right."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class LatePermit(SQLModel, table=True):
    """Leave for one applicant to hand in after the closing; its decision is the gate ``key``."""

    __tablename__ = "late_permit"
    __table_args__ = (UniqueConstraint("edition", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    number: int
    uscc: str
    name: str
    until: datetime = Field(sa_type=Moment)
    reason: str
    requested_by: str
    requested_at: datetime = Field(sa_type=Moment)
    flow_run_id: str = Field(unique=True)
    granted_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def key(self) -> str:
        """``3/late-permit/1``."""
        return f"{self.edition}/late-permit/{self.number}"


class Correction(SQLModel, table=True):
    """Version ``number`` of one field of one record: what it said, what it says, who and why."""

    __table_args__ = (UniqueConstraint("edition", "kind", "subject", "field", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    kind: str  # "application" | "reviewer" | "contact" | "member"
    subject: str  # "S001"
    field: str
    number: int  # 1 for the first correction of that field
    former: str
    value: str
    reason: str
    corrected_by: str
    corrected_at: datetime = Field(sa_type=Moment)


def permits_of(session: Session, edition: int) -> list[LatePermit]:
    """Every permit asked for, granted or not, in order."""
    return list(
        session.exec(
            select(LatePermit).where(LatePermit.edition == edition).order_by(col(LatePermit.number))
        )
    )


def corrections_of(
    session: Session, edition: int, kind: str = "", subject: str = "", field: str = ""
) -> list[Correction]:
    """The corrections of an edition in order, all of them or those of one record or field."""
    query = select(Correction).where(Correction.edition == edition)
    if kind:
        query = query.where(Correction.kind == kind, Correction.subject == subject)
    if field:
        query = query.where(Correction.field == field)
    return list(session.exec(query.order_by(col(Correction.id))))
