"""A decision from outside a run: committed, or refused with nothing changed but a count."""

import pyotp
import pytest

from actions.deciding.decide import put_question
from actions.gates import Answer
from actions.people.enrolling import enrol
from actions.proving import ProofRefused
from models.application import ApplicationState
from models.edition import Phase
from models.gate import Outcome, decision_of
from models.person import find_person
from runtime import keys
from runtime.desk import open_desk
from tasks.deciding import decide
from tests.actions import factories as make

KEY = "3/intake/1/gate"


def _asked() -> tuple[str, str]:
    """The secret of who may decide, and the hash of what they are shown; no run waits."""
    with open_desk() as desk:
        make.attempt(desk, "intake", phase=Phase.DECIDING)
        make.add(desk, make.application("S001", state=ApplicationState.RECEIVED))
        secret = enrol(desk, "覃示例", ["office"])
        return secret, put_question(desk, KEY, "").evidence.sha256


@pytest.mark.usefixtures("installation")
def test_a_wrong_code_is_counted_and_decides_nothing() -> None:
    _, shown = _asked()

    with pytest.raises(ProofRefused):
        decide(KEY, Answer("覃示例", "000000", Outcome.APPROVED, "可以"), shown)

    with open_desk() as desk:
        person = find_person(desk.session, "覃示例")
        assert person is not None
        assert person.failures == 1
        assert decision_of(desk.session, KEY) is None


@pytest.mark.usefixtures("installation")
def test_a_decision_is_committed_where_no_run_can_be_told() -> None:
    secret, shown = _asked()
    code = pyotp.TOTP(secret).at(keys.totp_time())

    decide(KEY, Answer("覃示例", code, Outcome.RETURNED, "再核对"), shown)

    with open_desk() as desk:
        decision = decision_of(desk.session, KEY)
        assert decision is not None
        assert decision.outcome is Outcome.RETURNED
