"""What somebody outside the office has typed and not, or not only, handed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from models.types import Moment


class SheetDraft(SQLModel, table=True):
    """One form of one address as it was typed; it survives session, device and browser."""

    __tablename__ = "sheet_draft"
    __table_args__ = (UniqueConstraint("owner", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(index=True)  # the mail address, in small letters
    key: str
    typed: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    answer: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # to the newest
    saved_at: datetime = Field(sa_type=Moment)
    handed_in_at: datetime | None = Field(default=None, sa_type=Moment)


def find_draft(session: Session, owner: str, key: str) -> SheetDraft | None:
    query = select(SheetDraft).where(SheetDraft.owner == owner.lower(), SheetDraft.key == key)
    return session.exec(query).one_or_none()
