"""People and offices that are written to: contacts, the reviewer pool, the committee."""

from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select


class ContactKind(StrEnum):
    """The kinds of offices an edition writes to."""

    COUNTY = "县区"
    DEPARTMENT = "部门"
    THIRD_PARTY = "第三方"
    OFFICE = "办公室"
    GOVERNMENT = "市政府"
    FINANCE = "财政"
    DISCIPLINE = "纪检监察"


class Contact(SQLModel, table=True):
    """One office and the person there who is written to."""

    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: ContactKind
    name: str
    person: str
    email: str
    phone: str = ""
    region: str = ""  # GB/T 2260 code, for county offices
    address: str = ""  # where letters and visitors go
    account: str = ""  # bank and number, where money comes back to


class Reviewer(SQLModel, table=True):
    """A member of the expert pool (art. 9(2))."""

    id: str = Field(primary_key=True)  # "E01"
    name: str
    employer: str
    employer_uscc: str = ""
    specialty: str = ""
    email: str
    phone: str = ""
    region: str = ""
    is_active: bool = True


class Interest(SQLModel, table=True):
    """A standing interest a reviewer declared (art. 30)."""

    id: int | None = Field(default=None, primary_key=True)
    reviewer: str = Field(foreign_key="reviewer.id", index=True)
    organisation: str
    uscc: str = ""
    kind: str
    since: date | None = None
    until: date | None = None
    note: str = ""


class CommitteeMember(SQLModel, table=True):
    """A member of the committee of one edition, by post (art. 8)."""

    __tablename__ = "committee_member"
    __table_args__ = (UniqueConstraint("edition", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    name: str
    employer: str
    post: str
    role: str  # 主任委员 | 副主任委员 | 委员
    email: str
    proposed_by: str = ""  # the member unit that proposed who does not sit by post


CHAIR, DEPUTY = "主任委员", "副主任委员"


def contacts_of(session: Session, kind: ContactKind) -> list[Contact]:
    return list(session.exec(select(Contact).where(Contact.kind == kind).order_by(col(Contact.id))))


def pool_of(session: Session) -> list[Reviewer]:
    """The active pool, by id."""
    return list(
        session.exec(select(Reviewer).where(col(Reviewer.is_active)).order_by(col(Reviewer.id)))
    )


def interests_of(session: Session, reviewers: list[str]) -> list[Interest]:
    return list(
        session.exec(
            select(Interest).where(col(Interest.reviewer).in_(reviewers)).order_by(col(Interest.id))
        )
    )


def committee_of(session: Session, edition: int) -> list[CommitteeMember]:
    return list(
        session.exec(
            select(CommitteeMember)
            .where(CommitteeMember.edition == edition)
            .order_by(col(CommitteeMember.id))
        )
    )


def officers_of(session: Session, edition: int) -> list[CommitteeMember]:
    """The chair of an edition's committee, then its deputies."""
    members = committee_of(session, edition)
    return [one for role in (CHAIR, DEPUTY) for one in members if one.role == role]
