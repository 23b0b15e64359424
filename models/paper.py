"""Papers: every official document that was generated, and where its bytes lie."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Paper(SQLModel, table=True):
    """One generated document; the key ``edition/stage/attempt/kind/subject`` makes it once."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    stage: str
    kind: str
    title: str
    file_name: str
    sha256: str
    values_sha256: str = ""  # of what it was written from: the same values need no new paper
    is_public: bool = False
    made_at: datetime = Field(sa_type=Moment)


def papers_of(session: Session, edition: int) -> list[Paper]:
    return list(session.exec(select(Paper).where(Paper.edition == edition).order_by(col(Paper.id))))
