"""The audit log: one event for every change, each chained to the one before by its hash."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, TextClause, text
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import SHANGHAI, Moment
from rules.chain import GENESIS, link

_CHAIN_LOCK = 0x5A4A  # "ZJ"


class AuditEvent(SQLModel, table=True):
    """One thing that happened; rows are only ever added."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_edition_id", "edition", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    action: str
    subject: str
    edition: int | None = Field(default=None, index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    prev_sha256: str = Field(unique=True)  # two events can never follow the same one
    sha256: str = Field(unique=True)

    def content(self) -> dict[str, Any]:
        """The part of the event that the chain covers, as plain JSON."""
        return {
            "at": self.at.astimezone(SHANGHAI).isoformat(),
            "actor": self.actor,
            "action": self.action,
            "subject": self.subject,
            "edition": self.edition,
            "facts": self.facts,
        }


def record_event(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    edition: int | None = None,
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event in the caller's transaction: change and event stand or fall together."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite's BEGIN IMMEDIATE already lets one writer in; PostgreSQL would let two events
        # read the same predecessor, and the second would fail on the unique constraint.
        session.execute(lock_of_schema(_CHAIN_LOCK))
    newest = select(AuditEvent.sha256).order_by(col(AuditEvent.id).desc()).limit(1)
    event = AuditEvent(
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        edition=edition,
        facts=facts or {},
        prev_sha256=session.exec(newest).first() or GENESIS,
        sha256="",
    )
    event.sha256 = link(event.prev_sha256, event.content())
    session.add(event)
    session.flush()
    return event


def lock_of_schema(number: int) -> TextClause:
    """Takes PostgreSQL's advisory lock of that number until the transaction ends.

    Such locks are a database's own; two schemas of one database do not wait for each other either.
    """
    schema = "hashtext(coalesce(current_schema(), ''))"
    return text(f"SELECT pg_advisory_xact_lock(:number, {schema})").bindparams(number=number)


def events_of(session: Session, edition: int | None = None) -> list[AuditEvent]:
    query = select(AuditEvent).order_by(col(AuditEvent.id))
    if edition is not None:
        query = query.where(AuditEvent.edition == edition)
    return list(session.exec(query))
