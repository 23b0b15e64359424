"""Whoever decided is told at once."""

import pyotp

from actions.deciding.decide import decide_at, put_question
from actions.gates import Answer
from actions.people.enrolling import enrol
from models.application import ApplicationState
from models.edition import Phase
from models.gate import Outcome
from models.outbox import letters_of
from runtime import keys
from runtime.desk import Desk
from tests.actions import factories as make

KEY = "3/intake/1/gate"


def test_who_decided_gets_a_letter_with_the_decision_and_their_words(desk: Desk) -> None:
    make.attempt(desk, "intake", phase=Phase.DECIDING)
    make.add(desk, make.application("S001", state=ApplicationState.RECEIVED))
    secret = enrol(desk, "覃示例", ["office"], "office@award.example")
    shown = put_question(desk, KEY, "run").evidence.sha256
    code = pyotp.TOTP(secret).at(keys.totp_time())

    decide_at(desk, KEY, Answer("覃示例", code, Outcome.APPROVED, "名单无误", {}), shown)

    told = [one for one in letters_of(desk.session) if one.message == "in-your-name"]
    assert [one.to_address for one in told] == ["office@award.example"]
    assert "同意" in told[0].text
    assert "名单无误" in told[0].text
