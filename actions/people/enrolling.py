"""Enrolling: a person is given roles, and a secret for an authenticator."""

import pyotp

from actions.errors import NotEntitled
from models.case import disqualification_of
from models.person import Person, find_person
from runtime import keys
from runtime.clock import real_now
from runtime.desk import Desk


def enrol(desk: Desk, name: str, roles: list[str], address: str = "") -> str:
    """Give a person a new TOTP secret (base32); an earlier one stops working.

    Raises:
        NotEntitled: the person was taken out of the review (art. 30).
    """
    person = appoint(desk, name, roles, address)
    return renew_secret(desk, person)


def appoint(desk: Desk, name: str, roles: list[str], address: str) -> Person:
    """The person with these roles, without a new secret.

    Raises:
        NotEntitled: the person was taken out of the review (art. 30).
    """
    if disqualification_of(desk.session, name) is not None:
        raise NotEntitled(f"{name}已被取消参与评审工作的资格，不能登记为审批人。")
    person = find_person(desk.session, name) or Person(name=name, enrolled_at=real_now())
    person.roles = roles
    person.address = address or person.address
    person.enrolled_at = real_now()
    person.is_active = True
    person.failures, person.locked_until = 0, None
    desk.session.add(person)
    desk.session.flush()
    desk.record("approver.enrolled", name, roles=roles)
    return person


def renew_secret(desk: Desk, person: Person) -> str:
    """A new TOTP secret (base32) for a person."""
    secret = pyotp.random_base32()
    person.secret, person.last_step = keys.encrypt(secret), 0
    desk.session.add(person)
    return secret
