"""The qualification review: questions put to departments and experts, and the findings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class InquiryKind(StrEnum):
    """Whom a question goes to."""

    DEPARTMENT = "department"  # art. 16: 征求相关部门意见
    VERIFICATION = "verification"  # art. 9(5), 12: experts or third parties check the facts


class Inquiry(SQLModel, table=True):
    """One letter to one office; without ``replied_at`` it is silent, which is never consent."""

    __table_args__ = (UniqueConstraint("attempt_id", "kind", "office"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    kind: InquiryKind
    office: str
    person: str
    email: str
    due_at: datetime = Field(sa_type=Moment)
    replied_at: datetime | None = Field(default=None, sa_type=Moment)


class InquiryAnswer(SQLModel, table=True):
    """What one office said about one applicant and one condition of article 13."""

    __tablename__ = "inquiry_answer"
    __table_args__ = (UniqueConstraint("inquiry_id", "ref", "condition"),)

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    ref: str
    condition: str  # "13(6)"
    is_clean: bool  # 无异议 / 满足
    facts: str = ""


class ConditionFinding(SQLModel, table=True):
    """One condition of article 13 for one applicant, as found in one attempt."""

    __tablename__ = "condition_finding"
    __table_args__ = (UniqueConstraint("attempt_id", "ref", "condition", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    ref: str
    condition: str
    article: str
    outcome: str  # rules.findings.Outcome
    code: str
    sentence: str
    settled_by: str = ""  # the officer whose ruling settled it, and why


def inquiries_of(session: Session, attempt_id: int) -> list[Inquiry]:
    return list(
        session.exec(
            select(Inquiry).where(Inquiry.attempt_id == attempt_id).order_by(col(Inquiry.id))
        )
    )


def answers_of(session: Session, attempt_id: int) -> list[tuple[Inquiry, InquiryAnswer]]:
    return list(
        session.exec(
            select(Inquiry, InquiryAnswer)
            .join(InquiryAnswer)
            .where(Inquiry.attempt_id == attempt_id)
            .order_by(col(InquiryAnswer.id))
        )
    )


def findings_of(session: Session, attempt_id: int) -> list[ConditionFinding]:
    return list(
        session.exec(
            select(ConditionFinding)
            .where(ConditionFinding.attempt_id == attempt_id)
            .order_by(ConditionFinding.ref, col(ConditionFinding.id))
        )
    )
