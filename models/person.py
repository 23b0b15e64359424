"""People who log in: the office and those who decide, their devices, logins and invitations.

Whoever is outside the office logs in by a mail address that stands in a register (contact,
reviewer, member, application); a row here is for those who have a second factor.
All moments are real ones: an authenticator knows no simulated time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Moment


class Person(SQLModel, table=True):
    """Somebody with roles; identity is a passkey, or a TOTP secret, encrypted at rest."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    address: str = ""
    secret: str = ""  # empty: no authenticator, passkeys only
    last_step: int = 0  # the newest 30-second step a code was accepted for: a code works once
    enrolled_at: datetime = Field(sa_type=Moment)
    is_active: bool = True
    failures: int = 0  # proofs that failed one after the other
    locked_until: datetime | None = Field(default=None, sa_type=Moment)


class Passkey(SQLModel, table=True):
    """A device of a person's; the public key is part of what it has signed."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    credential: str = Field(unique=True)  # base64url
    public_key: str  # base64url of the COSE key
    sign_count: int = 0
    device: str  # as its owner calls it
    added_at: datetime = Field(sa_type=Moment)
    is_active: bool = True


class Login(SQLModel, table=True):
    """A browser that is logged in; the cookie's token is known by its hash alone."""

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True)
    address: str = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    began_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class LoginCode(SQLModel, table=True):
    """Six digits that went to an address; good in the browser that asked, or typed anywhere."""

    __tablename__ = "login_code"

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(index=True)
    code_mac: str  # keyed: six digits are guessed from a plain hash at once
    browser_sha256: str  # of the browser that asked
    asked_at: datetime = Field(sa_type=Moment)
    tries: int = 0
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class Invitation(SQLModel, table=True):
    """A one-time link by which a person sets up their login; a second person has confirmed it."""

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True)
    name: str
    address: str
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    invited_by: str
    confirmed_by: str = ""  # empty: not yet good
    made_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class Challenge(SQLModel, table=True):
    """What a passkey is asked to sign; asked once, answered once."""

    id: int | None = Field(default=None, primary_key=True)
    value: str = Field(unique=True)  # base64url
    statement: Any = Field(default=None, sa_type=JSON)  # the act that is proved; None: to log in
    made_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


def find_person(session: Session, name: str) -> Person | None:
    return session.exec(select(Person).where(Person.name == name)).one_or_none()


def person_at(session: Session, address: str) -> Person | None:
    """The active person who is written to at this address."""
    query = select(Person).where(Person.address == address, col(Person.is_active))
    return session.exec(query.order_by(col(Person.id)).limit(1)).first()


def people(session: Session) -> list[Person]:
    return list(session.exec(select(Person).order_by(col(Person.id))))


def in_role(session: Session, role: str) -> list[Person]:
    """The active people of a role."""
    return [one for one in people(session) if one.is_active and role in one.roles]


def passkeys_of(session: Session, person_id: int) -> list[Passkey]:
    query = select(Passkey).where(Passkey.person_id == person_id, col(Passkey.is_active))
    return list(session.exec(query.order_by(col(Passkey.id))))
