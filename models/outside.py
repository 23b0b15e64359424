"""Scores that no stage here produces: a satisfaction survey, a defence held elsewhere."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class OutsideScore(SQLModel, table=True):
    """One applicant's score of a component; ``score`` is an exact fraction in points."""

    __tablename__ = "outside_score"
    __table_args__ = (UniqueConstraint("edition", "component", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    component: str  # id in the policy's scoring.outside
    ref: str
    score: str
    source: str  # who found it out
    file_sha256: str
    recorded_at: datetime = Field(sa_type=Moment)


def outside_of(session: Session, edition: int) -> list[OutsideScore]:
    """Scores of an edition by component and receipt number."""
    return list(
        session.exec(
            select(OutsideScore)
            .where(OutsideScore.edition == edition)
            .order_by(col(OutsideScore.component), col(OutsideScore.ref))
        )
    )
