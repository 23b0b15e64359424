"""Publicity (art. 20): proof of each channel, objections, and every member's written opinion."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class ChannelProof(SQLModel, table=True):
    """Proof that the list was up on one channel; the period runs from the last required one."""

    __tablename__ = "channel_proof"
    __table_args__ = (UniqueConstraint("attempt_id", "channel"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    channel: str
    address: str
    published_at: datetime = Field(sa_type=Moment)
    file_sha256: str = ""
    checked_at: datetime | None = Field(default=None, sa_type=Moment)  # after the period
    check_result: str = ""  # 仍在公示 | 已撤下 | 内容不符
    check_sha256: str = ""


class ObjectionState(StrEnum):
    """How far the handling of an objection got: the order is article 20's."""

    RECEIVED = "received"
    INADMISSIBLE = "inadmissible"  # logged, answered, and passed on where article 25 or 31 applies
    INVESTIGATED = "investigated"
    CONSULTING = "consulting"  # every member of the committee was asked in writing
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"

    @property
    def is_handled(self) -> bool:
        return self in {
            ObjectionState.INADMISSIBLE,
            ObjectionState.UPHELD,
            ObjectionState.PARTLY_UPHELD,
            ObjectionState.NOT_UPHELD,
        }


class Objection(SQLModel, table=True):
    """One matter raised by the public about one name on the list."""

    __table_args__ = (UniqueConstraint("attempt_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="stage_attempt.id", index=True)
    number: str
    received_at: datetime = Field(sa_type=Moment)
    ref: str
    objector: str
    is_real_name: bool
    contact: str = ""  # never printed on a public paper
    matter: str
    evidence: str = ""
    state: ObjectionState = ObjectionState.RECEIVED
    admissibility: str = ""
    method: str = ""
    findings: str = ""
    finding_opinion: str = ""  # 成立 | 部分成立 | 不成立
    investigated_at: datetime | None = Field(default=None, sa_type=Moment)
    handled_by: str = ""
    handled_at: datetime | None = Field(default=None, sa_type=Moment)


class WrittenOpinion(SQLModel, table=True):
    """What one member was asked and wrote about one objection; silence stays silence."""

    __tablename__ = "written_opinion"
    __table_args__ = (UniqueConstraint("objection_id", "member"),)

    id: int | None = Field(default=None, primary_key=True)
    objection_id: int = Field(foreign_key="objection.id", index=True)
    member: str
    email: str
    asked_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    opinion: str = ""  # 同意 | 不同意 | 弃权; empty: not replied
    text: str = ""
    replied_at: datetime | None = Field(default=None, sa_type=Moment)


def proofs_of(session: Session, attempt_id: int) -> list[ChannelProof]:
    return list(
        session.exec(
            select(ChannelProof)
            .where(ChannelProof.attempt_id == attempt_id)
            .order_by(col(ChannelProof.id))
        )
    )


def objections_of(session: Session, attempt_id: int) -> list[Objection]:
    return list(
        session.exec(
            select(Objection).where(Objection.attempt_id == attempt_id).order_by(Objection.number)
        )
    )


def opinions_of(session: Session, objection_id: int) -> list[WrittenOpinion]:
    return list(
        session.exec(
            select(WrittenOpinion)
            .where(WrittenOpinion.objection_id == objection_id)
            .order_by(col(WrittenOpinion.id))
        )
    )
