from datetime import timedelta

import pyotp
import pytest

from actions.errors import NotEntitled
from actions.people.enrolling import enrol
from actions.proving import FAILURES, Given, ProofRefused, count_failure, prove
from models.person import find_person
from runtime import keys
from runtime.clock import real_now
from runtime.desk import Desk

STATEMENT = {"gate": "3/intake/1/gate", "outcome": "approved"}


def _code(secret: str) -> Given:
    return Given(pyotp.TOTP(secret).at(keys.totp_time()))


def test_a_fresh_code_proves_one_statement_and_says_which(desk: Desk) -> None:
    secret = enrol(desk, "覃示例", ["office"])

    proof = prove(desk, "覃示例", _code(secret), STATEMENT)

    assert proof.person.name == "覃示例"
    assert proof.facts["kind"] == "totp"
    assert len(proof.facts["statement_sha256"]) == 64


def test_a_code_proves_nothing_twice(desk: Desk) -> None:
    secret = enrol(desk, "覃示例", ["office"])
    given = _code(secret)
    prove(desk, "覃示例", given, STATEMENT)

    with pytest.raises(NotEntitled, match="已经用过"):
        prove(desk, "覃示例", given, STATEMENT)


def test_who_has_no_authenticator_proves_nothing_with_digits(desk: Desk) -> None:
    enrol(desk, "覃示例", ["office"])
    person = find_person(desk.session, "覃示例")
    assert person is not None
    person.secret = ""

    with pytest.raises(ProofRefused):
        prove(desk, "覃示例", Given("123456"), STATEMENT)


def test_five_failures_lock_for_a_quarter_of_an_hour(desk: Desk) -> None:
    secret = enrol(desk, "覃示例", ["office"])

    told = [count_failure(desk, "覃示例") for _ in range(FAILURES)]

    assert [one is not None for one in told] == [False] * (FAILURES - 1) + [True]
    with pytest.raises(NotEntitled, match="暂停15分钟"):
        prove(desk, "覃示例", _code(secret), STATEMENT)
    person = told[-1]
    assert person is not None
    person.locked_until = real_now() - timedelta(seconds=1)
    assert prove(desk, "覃示例", _code(secret), STATEMENT).person is person


def test_a_good_proof_forgets_the_failures_before_it(desk: Desk) -> None:
    secret = enrol(desk, "覃示例", ["office"])
    count_failure(desk, "覃示例")

    person = prove(desk, "覃示例", _code(secret), STATEMENT).person

    assert person.failures == 0
