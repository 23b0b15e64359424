"""Whom a mail address belongs to: every role it has, in the registers as they are now.

A role of a person's (office, chair …) counts only after a second factor; the others are what a
register says, so whoever leaves the register is out at once.
"""

from dataclasses import dataclass

from sqlmodel import col, func, select

from models.application import Application
from models.applying import is_registered
from models.people import CommitteeMember, Contact, ContactKind, Reviewer
from models.person import Login, Person
from runtime.desk import Desk

APPLICANT, RECOMMENDER, DEPARTMENT = "applicant", "recommender", "department"
VERIFIER, REVIEWER, MEMBER = "verifier", "reviewer", "member"
OUTSIDE = (APPLICANT, RECOMMENDER, DEPARTMENT, VERIFIER, REVIEWER, MEMBER)
_OF_CONTACTS = {
    ContactKind.COUNTY: RECOMMENDER,
    ContactKind.DEPARTMENT: DEPARTMENT,
    ContactKind.THIRD_PARTY: VERIFIER,
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who is logged in: by the address alone, or as a person with a second factor."""

    address: str
    name: str
    roles: frozenset[str]
    person_id: int | None = None
    may_be: tuple[str, ...] = ()  # whose address this is, before the second factor


def who_is(desk: Desk, login: Login) -> Who:
    """The roles are read anew each time: nothing about them is kept in a login."""
    person = desk.session.get(Person, login.person_id) if login.person_id else None
    outside = _outside(desk, login.address) if login.address else frozenset[str]()
    if person is not None and person.is_active:
        roles = frozenset(person.roles) | outside
        return Who(login.address, person.name, roles, login.person_id)
    query = select(Person).where(
        func.lower(Person.address) == login.address.lower(), col(Person.is_active)
    )
    waiting = desk.session.exec(query.order_by(col(Person.id))) if login.address else ()
    return Who(login.address, login.address, outside, None, tuple(one.name for one in waiting))


def is_known(desk: Desk, address: str) -> bool:
    """Whether anybody of any role is written to at this address."""
    query = select(Person.id).where(
        func.lower(Person.address) == address.lower(), col(Person.is_active)
    )
    return bool(desk.session.exec(query.limit(1)).first()) or bool(_outside(desk, address))


def _outside(desk: Desk, address: str) -> frozenset[str]:
    same = address.lower()
    kinds = desk.session.exec(select(Contact.kind).where(func.lower(Contact.email) == same))
    roles = {_OF_CONTACTS[kind] for kind in map(ContactKind, kinds) if kind in _OF_CONTACTS}
    for role, table in ((APPLICANT, Application), (MEMBER, CommitteeMember)):
        if desk.session.exec(
            select(table.id).where(func.lower(table.email) == same).limit(1)
        ).first():
            roles.add(role)
    if is_registered(desk.session, same):
        roles.add(APPLICANT)
    reviewer = select(Reviewer.id).where(
        func.lower(Reviewer.email) == same, col(Reviewer.is_active)
    )
    if desk.session.exec(reviewer.limit(1)).first():
        roles.add(REVIEWER)
    return frozenset(roles)
