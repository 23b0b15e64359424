from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from actions import passkeys
from actions.errors import NotEntitled
from actions.people.enrolling import appoint
from actions.proving import Given, prove
from models.person import Person
from runtime.desk import Desk
from tests.authenticator import Authenticator

STATEMENT = {"gate": "3/intake/1/gate", "outcome": "approved"}


@pytest.fixture
def person(desk: Desk) -> Person:
    return appoint(desk, "覃示例", ["office"], "desk@office.example")


@pytest.fixture
def device(desk: Desk, person: Person) -> Authenticator:
    made = Authenticator()
    passkeys.add(desk, person, made.make(passkeys.ask_to_add(desk, person)), "手机")
    return made


def test_a_device_logs_its_owner_in(desk: Desk, person: Person, device: Authenticator) -> None:
    answer = device.sign(passkeys.ask_to_log_in(desk))

    assert passkeys.who_logs_in(desk, answer) is person


def test_an_answer_is_good_once(desk: Desk, device: Authenticator) -> None:
    answer = device.sign(passkeys.ask_to_log_in(desk))
    passkeys.who_logs_in(desk, answer)

    with pytest.raises(NotEntitled, match="无效或已过期"):
        passkeys.who_logs_in(desk, answer)


def test_a_signature_proves_what_was_signed(
    desk: Desk, person: Person, device: Authenticator
) -> None:
    answer = device.sign(passkeys.ask_to_sign(desk, person, STATEMENT))

    facts = prove(desk, person.name, Given(assertion=answer), STATEMENT).facts

    assert facts["kind"] == "passkey"
    assert facts["signature"] == answer["response"]["signature"]


def test_a_signature_under_one_act_does_not_pass_for_another(
    desk: Desk, person: Person, device: Authenticator
) -> None:
    answer = device.sign(passkeys.ask_to_sign(desk, person, STATEMENT))

    with pytest.raises(NotEntitled, match="不一致"):
        prove(desk, person.name, Given(assertion=answer), {**STATEMENT, "outcome": "returned"})


def test_a_login_does_not_pass_for_a_signature(
    desk: Desk, person: Person, device: Authenticator
) -> None:
    answer = device.sign(passkeys.ask_to_log_in(desk))

    with pytest.raises(NotEntitled, match="不一致"):
        prove(desk, person.name, Given(assertion=answer), STATEMENT)


def test_nobody_signs_with_the_device_of_somebody_else(desk: Desk, device: Authenticator) -> None:
    other = appoint(desk, "黄示例", ["office"], "")
    answer = device.sign(passkeys.ask_to_sign(desk, other, STATEMENT))

    with pytest.raises(NotEntitled, match="不是黄示例的通行密钥"):
        prove(desk, other.name, Given(assertion=answer), STATEMENT)


def test_another_key_or_another_site_is_refused(
    desk: Desk, person: Person, device: Authenticator
) -> None:
    forged = replace(device, key=ec.generate_private_key(ec.SECP256R1()))
    phished = replace(device, origin="http://zhijiang.example")

    for one in (forged, phished):
        with pytest.raises(NotEntitled, match="无效或已过期"):
            passkeys.who_logs_in(desk, one.sign(passkeys.ask_to_log_in(desk)))
    assert person.is_active
