"""Gates and decisions: who approved what, on which evidence."""

from collections.abc import Collection
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


class Gate(SQLModel, table=True):
    """A question put to people; ``asks`` counts how often, on which evidence."""

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
    proof: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON
    )  # what the decider signed with
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


def settled_runs(session: Session, run_ids: Collection[str]) -> set[str]:
    """Those of the runs whose every question is decided or cancelled; they need not wait."""
    rows = session.exec(select(Gate).where(col(Gate.flow_run_id).in_(run_ids))).all()
    asked = {str(row.flow_run_id) for row in rows}
    return asked - {str(r.flow_run_id) for r in rows if not (r.outcome or r.is_cancelled)}
