"""Papers: every official document that was generated, and where its bytes lie."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Text, UniqueConstraint
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
    values_json: str = Field(default="", sa_type=Text)  # the same values, to write it again
    linked_sha256: str = ""  # the version that was last shown in Prefect
    is_public: bool = False
    made_at: datetime = Field(sa_type=Moment)


class PaperIssue(SQLModel, table=True):
    """The register of outgoing papers: number, day, print record; one entry a paper."""

    __tablename__ = "paper_issue"

    id: int | None = Field(default=None, primary_key=True)
    paper_key: str = Field(unique=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    number: str | None = Field(default=None, unique=True)  # None on papers that bear none
    issued_on: date
    printed_on: date | None = None
    copies_to: list[str] = Field(default_factory=list, sa_type=JSON)
    secrecy: str = ""
    urgency: str = ""
    copy_number: str = ""
    steps: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # step, who, on
    actor: str
    recorded_at: datetime = Field(sa_type=Moment)


class CopyKind(StrEnum):
    """What lies beside a paper."""

    PDF = "pdf"
    SCAN = "scan"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "scan": "签章扫描件"}[self]


class PaperCopy(SQLModel, table=True):
    """A PDF or a signed scan beside a paper, bound to the very bytes it shows."""

    __tablename__ = "paper_copy"
    __table_args__ = (UniqueConstraint("paper_key", "kind", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    paper_key: str = Field(index=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    kind: CopyKind
    paper_sha256: str  # of the .docx it was made from, or that was signed
    sha256: str
    file_name: str
    actor: str
    filed_at: datetime = Field(sa_type=Moment)


def papers_of(session: Session, edition: int) -> list[Paper]:
    return list(session.exec(select(Paper).where(Paper.edition == edition).order_by(col(Paper.id))))


def find_paper(session: Session, key: str) -> Paper | None:
    return session.exec(select(Paper).where(Paper.key == key)).one_or_none()


def issue_of(session: Session, key: str) -> PaperIssue | None:
    return session.exec(select(PaperIssue).where(PaperIssue.paper_key == key)).one_or_none()


def issues_of(session: Session, edition: int) -> list[PaperIssue]:
    return list(
        session.exec(
            select(PaperIssue).where(PaperIssue.edition == edition).order_by(col(PaperIssue.id))
        )
    )


def copies_of(session: Session, edition: int) -> list[PaperCopy]:
    return list(
        session.exec(
            select(PaperCopy).where(PaperCopy.edition == edition).order_by(col(PaperCopy.id))
        )
    )
