"""Major matters (art. 7(2), 11): what was referred to the committee, and who was asked to watch."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Matter(SQLModel, table=True):
    """One major matter of an edition; its decision is the gate ``edition/matter/number``."""

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    number: int
    title: str
    facts: str
    evidence: str = ""
    discipline_invited: bool
    discipline_note: str = ""
    referred_by: str
    referred_at: datetime = Field(sa_type=Moment)
    flow_run_id: str = Field(unique=True)  # a run that is started again refers no second matter


def matters_of(session: Session, edition: int) -> list[Matter]:
    return list(
        session.exec(select(Matter).where(Matter.edition == edition).order_by(col(Matter.number)))
    )
