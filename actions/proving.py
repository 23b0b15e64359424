"""Proof that a person did it: a fresh code of an authenticator, or a passkey's signature.

A proof is good for one statement. A passkey signs the hash of exactly what is done; six digits are
good once. Who fails five times is locked for a quarter of an hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pyotp
from sqlmodel import col, update

from actions import passkeys
from actions.errors import NotEntitled
from models.person import Person, find_person
from rules.canonical import sha256_of
from runtime import keys
from runtime.clock import real_now
from runtime.desk import Desk

FAILURES = 5
LOCKED = timedelta(minutes=15)
_STEP_SECONDS = 30
_USED = "这个动态验证码已经用过，请等验证器显示下一个再填。"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives as proof: six digits, or a passkey's answer as the browser sends it."""

    code: str = ""
    assertion: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Who proved it, and the facts that go into the record."""

    person: Person
    facts: dict[str, Any]


class ProofRefused(NotEntitled):
    """A wrong code or signature, which counts; `name` is whose."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def prove(desk: Desk, name: str, given: Given, statement: Any) -> Proof:
    """The person of that name, who gave this for exactly this statement (plain JSON).

    Raises:
        ProofRefused: wrong or missing; ``count_failure`` it in another transaction.
        NotEntitled: nobody of that name may do anything, or they are locked.
    """
    person = find_person(desk.session, name.strip())
    if person is None or not person.is_active:
        raise NotEntitled(f"没有名为“{name}”的审批人，请核对姓名或先办理登记。")
    refuse_locked(person)
    if given.assertion is not None:
        facts = passkeys.verify(desk, person, given.assertion, statement)
    else:
        facts = {"kind": "totp", "step": _use_code(desk, person, given.code)}
    person.failures = 0
    desk.session.add(person)
    return Proof(person, {**facts, "statement_sha256": sha256_of(statement)})


def refuse_locked(person: Person) -> None:
    """Raises ``NotEntitled`` while the person is locked."""
    if person.locked_until is not None and real_now() < person.locked_until:
        raise NotEntitled(f"{person.name}连续{FAILURES}次验证不通过，暂停15分钟，请稍后再试。")


def count_failure(desk: Desk, name: str) -> Person | None:
    """One more failed proof; gives the person when that locks them, for somebody to tell them."""
    person = find_person(desk.session, name)
    if person is None:
        return None
    person.failures += 1
    desk.session.add(person)
    if person.failures < FAILURES:
        return None
    person.failures, person.locked_until = 0, real_now() + LOCKED
    desk.record("person.locked", person.name, failures=FAILURES)
    return person


def _use_code(desk: Desk, person: Person, code: str) -> int:
    """The step of a code that is right and was never used, which it is from now on."""
    step = _step_of(person, code)
    if step is None:
        raise ProofRefused(person.name, "动态验证码不正确或已过期，请查看验证器上最新的六位数字。")
    used = desk.session.exec(
        update(Person)
        .where(col(Person.id) == person.id, col(Person.last_step) < step)
        .values(last_step=step)
    )
    if used.rowcount != 1:
        raise NotEntitled(_USED)
    desk.session.refresh(person)
    return step


def _step_of(person: Person, code: str) -> int | None:
    """The 30-second step a code belongs to: the present one or a neighbour, else ``None``."""
    if not person.secret:
        return None
    totp = pyotp.TOTP(keys.decrypt(person.secret))
    present = keys.totp_time() // _STEP_SECONDS
    for step in (present, present - 1, present + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None
