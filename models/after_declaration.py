"""What reviewers declare after a review: kept by its attempt, for another review asks anew."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.edition import StageAttempt
from models.types import Moment


class AfterDeclaration(SQLModel, table=True):
    """A reviewer's word about one applicant when a review is done (art. 30)."""

    __tablename__ = "after_declaration"
    __table_args__ = (UniqueConstraint("attempt_id", "reviewer", "ref"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    reviewer: str = Field(foreign_key="reviewer.id")
    ref: str
    has_interest: bool
    note: str = ""
    declared_at: datetime = Field(sa_type=Moment)


def signed_after(session: Session, attempt_id: int) -> list[AfterDeclaration]:
    """What was signed after one attempt of a review."""
    query = select(AfterDeclaration).where(AfterDeclaration.attempt_id == attempt_id)
    return list(session.exec(query.order_by(col(AfterDeclaration.id))))


def interests_after(session: Session, edition: int) -> list[AfterDeclaration]:
    """Interests declared after any review of an edition, also one that was reopened since."""
    query = (
        select(AfterDeclaration)
        .join(StageAttempt)
        .where(StageAttempt.edition == edition, col(AfterDeclaration.has_interest))
    )
    return list(session.exec(query.order_by(col(AfterDeclaration.id))))
