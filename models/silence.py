"""Silence: something owed whose deadline passed without an answer, and who ended the waiting."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Silence(SQLModel, table=True):
    """One overdue duty; it stays open until the answer comes or a named officer closes it."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # of the duty: "3/eligibility/1/inquiry/department/市税务局"
    edition: int = Field(foreign_key="edition.number", index=True)
    person: str
    matter: str
    due_at: datetime = Field(sa_type=Moment)
    since: datetime = Field(sa_type=Moment)
    choice: str = ""  # 不再等待 | 已另行收到; empty: open
    closed_by: str = ""
    reason: str = ""
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


def silences_of(session: Session, edition: int) -> dict[str, Silence]:
    """Every silence of an edition by the key of its duty, in the order in which they began."""
    rows = session.exec(select(Silence).where(Silence.edition == edition).order_by(col(Silence.id)))
    return {row.key: row for row in rows}
