"""Gates, decisions and approvers: who approved what, on which evidence."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Text
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Outcome(StrEnum):
    """What an approver decided."""

    APPROVED = "approved"
    RETURNED = "returned"


class Approver(SQLModel, table=True):
    """A person who may decide; identity is a TOTP secret, encrypted at rest."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    address: str = ""
    secret: str
    last_step: int = 0  # the newest 30-second step a code was accepted for: a code works once
    enrolled_at: datetime = Field(sa_type=Moment)
    is_active: bool = True


class Gate(SQLModel, table=True):
    """A question put to people; ``asks`` counts how often the form was handed out."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    title: str
    role: str
    asks: int = 0
    asked_at: datetime | None = Field(default=None, sa_type=Moment)
    evidence: str = Field(default="", sa_type=Text)  # markdown as shown with the newest ask
    evidence_sha256: str = ""
    flow_run_id: str | None = None
    outcome: Outcome | None = None
    is_cancelled: bool = False


class Decision(SQLModel, table=True):
    """What was decided at a gate; one row a gate, for ever."""

    id: int | None = Field(default=None, primary_key=True)
    gate_id: int = Field(foreign_key="gate.id", unique=True)
    outcome: Outcome
    approver: str
    role: str
    opinion: str
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    evidence_sha256: str
    decided_at: datetime = Field(sa_type=Moment)


def gate_at(key: str) -> str:
    """Where what has this key is decided: ``3/intake/1`` at the gate ``3/intake/1/gate``."""
    return f"{key}/gate"


def find_gate(session: Session, key: str) -> Gate | None:
    return session.exec(select(Gate).where(Gate.key == key)).one_or_none()


def decision_of(session: Session, key: str) -> Decision | None:
    return session.exec(select(Decision).join(Gate).where(Gate.key == key)).one_or_none()


def open_gates(session: Session) -> list[Gate]:
    """Gates that were asked and wait for an answer."""
    return list(
        session.exec(
            select(Gate)
            .where(col(Gate.outcome).is_(None), col(Gate.is_cancelled).is_(False), Gate.asks > 0)
            .order_by(col(Gate.id))
        )
    )


def find_approver(session: Session, name: str) -> Approver | None:
    return session.exec(select(Approver).where(Approver.name == name)).one_or_none()
