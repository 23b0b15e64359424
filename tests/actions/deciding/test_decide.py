"""A decision in one transaction: looked at, proved, ruled, carried into effect."""

import pyotp
import pytest

from actions.attempts import get_attempt
from actions.deciding.decide import decide_at, look_at_question, put_question, statement_at
from actions.details import DetailsRefused
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.gates import Answer, EvidenceChanged, statement_of
from actions.people.enrolling import enrol
from models.application import ApplicationState
from models.edition import Phase, StageAttempt
from models.gate import Outcome, decision_of, find_gate
from models.outbox import letters_of
from models.types import id_of
from runtime import keys
from runtime.desk import Desk
from tests.actions import factories as make

KEY = "3/intake/1/gate"


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    row = make.attempt(desk, "intake", phase=Phase.DECIDING)
    make.add(desk, make.application("S001", state=ApplicationState.RECEIVED))
    return row


@pytest.fixture
def secret(desk: Desk) -> str:
    return enrol(desk, "覃示例", ["office"], "office@award.example")


def _answer(secret: str, outcome: Outcome = Outcome.APPROVED, **details: object) -> Answer:
    return Answer("覃示例", pyotp.TOTP(secret).at(keys.totp_time()), outcome, "名单无误", details)


@pytest.mark.usefixtures("attempt", "secret")
def test_a_question_is_asked_once_until_its_evidence_changes(desk: Desk) -> None:
    first = put_question(desk, KEY, "run-1")
    again = put_question(desk, KEY, "run-2")
    assert (again.gate.asks, again.gate.flow_run_id) == (1, "run-2")

    make.add(desk, make.application("S002", state=ApplicationState.RECEIVED))
    changed = look_at_question(desk, KEY)

    assert changed.gate.asks == 2
    assert changed.evidence.sha256 != first.evidence.sha256
    assert [one.message for one in letters_of(desk.session)] == ["gate-waiting"]
    assert "http://localhost:8080/desk/decide/3/intake/1/gate" in letters_of(desk.session)[0].text


def test_a_decision_and_its_effect_are_one(desk: Desk, attempt: StageAttempt, secret: str) -> None:
    shown = put_question(desk, KEY, "run").evidence.sha256

    decision = decide_at(desk, KEY, _answer(secret), shown)

    assert (decision.approver, decision.details) == ("覃示例", {})
    assert get_attempt(desk, id_of(attempt)).phase is Phase.ENACTING
    with pytest.raises(WrongMoment, match="已经由他人决定"):
        look_at_question(desk, KEY)


@pytest.mark.usefixtures("attempt")
def test_what_changed_after_it_was_shown_decides_nothing(desk: Desk, secret: str) -> None:
    shown = put_question(desk, KEY, "run").evidence.sha256
    make.add(desk, make.application("S002", state=ApplicationState.RECEIVED))

    with pytest.raises(EvidenceChanged):
        decide_at(desk, KEY, _answer(secret), shown)

    assert decision_of(desk.session, KEY) is None


@pytest.mark.usefixtures("attempt")
def test_a_field_that_does_not_exist_is_refused_by_its_path(desk: Desk, secret: str) -> None:
    shown = put_question(desk, KEY, "run").evidence.sha256

    with pytest.raises(DetailsRefused) as refused:
        decide_at(desk, KEY, _answer(secret, extra=1), shown)

    assert refused.value.fields == {"extra": "没有“extra”这一栏，请去掉。"}


@pytest.mark.usefixtures("attempt")
def test_a_return_keeps_no_details_and_asks_for_none(
    desk: Desk, attempt: StageAttempt, secret: str
) -> None:
    shown = put_question(desk, KEY, "run").evidence.sha256

    decision = decide_at(desk, KEY, _answer(secret, Outcome.RETURNED, extra=1), shown)

    assert decision.details == {}
    assert get_attempt(desk, id_of(attempt)).phase is Phase.RETURNED


@pytest.mark.usefixtures("attempt")
def test_what_is_signed_is_what_is_kept(desk: Desk, secret: str) -> None:
    shown = put_question(desk, KEY, "run").evidence.sha256
    answer = _answer(secret)
    statement = statement_at(desk, KEY, answer)

    decision = decide_at(desk, KEY, answer, shown)

    gate = find_gate(desk.session, KEY)
    assert gate is not None
    kept = Answer("", "", decision.outcome, decision.opinion, decision.details)
    assert statement_of(gate, kept) == statement


@pytest.mark.usefixtures("attempt")
def test_nothing_is_decided_that_was_not_asked(desk: Desk, secret: str) -> None:
    with pytest.raises(UnknownSubject):
        decide_at(desk, KEY, _answer(secret), "")


def test_an_approval_that_leaves_something_open_is_refused(desk: Desk) -> None:
    make.attempt(desk, "deliberation", phase=Phase.APPROVED)
    make.attempt(desk, "approval", phase=Phase.DECIDING)
    secret = enrol(desk, "覃示例", ["government"])
    shown = put_question(desk, "3/approval/1/gate", "run").evidence.sha256

    with pytest.raises(ActionRefused, match="请填写批复文号和批复日期"):
        decide_at(desk, "3/approval/1/gate", _answer(secret), shown)
