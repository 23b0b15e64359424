"""Stored files: what came in and what went out, by content hash."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class StoredFile(SQLModel, table=True):
    """One file under one name; the bytes lie in the file store under their SHA-256."""

    __tablename__ = "stored_file"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True)
    name: str
    size: int  # bytes
    kind: str  # what it is: "application", "score_sheet", "paper", "unreadable"…
    edition: int | None = Field(default=None, index=True)
    subject: str = ""  # whom or what it belongs to: an applicant ref, a paper key
    received_at: datetime = Field(sa_type=Moment)


def files_of(session: Session, edition: int) -> list[StoredFile]:
    return list(
        session.exec(
            select(StoredFile).where(StoredFile.edition == edition).order_by(col(StoredFile.id))
        )
    )
