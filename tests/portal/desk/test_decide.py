import re
from http import HTTPStatus

import httpx
import pyotp

from actions.people.enrolling import renew_secret
from models.gate import Decision, Outcome, decision_of
from models.person import find_person
from runtime import keys
from runtime.desk import open_desk
from tests.portal.conftest import Enter

CHAIR = "陈示例"


def _code(name: str) -> str:
    with open_desk() as desk:
        person = find_person(desk.session, name)
        assert person is not None
        secret = renew_secret(desk, person)
    return pyotp.TOTP(secret).at(keys.totp_time())


def _shown(page: httpx.Response) -> str:
    found = re.search(r'name="evidence" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


def _decision(key: str) -> Decision | None:
    with open_desk() as desk:
        return decision_of(desk.session, key)


def test_the_chair_looks_again_and_signs(enter: Enter, matter: str) -> None:
    client, path = enter("chair", name=CHAIR), f"/desk/decide/{matter}"
    answer = {
        "evidence": _shown(client.get(path)),
        "outcome": "同意",
        "opinion": "请回避后继续评审。",
    }

    looked = client.post(path, data=answer)
    assert "核对并签署" in looked.text
    assert _decision(matter) is None
    signed = client.post(path, data={**answer, "step": "sign", "code": _code(CHAIR)})

    assert signed.status_code == HTTPStatus.SEE_OTHER
    decision = _decision(matter)
    assert decision is not None
    assert (decision.outcome, decision.approver) == (Outcome.APPROVED, CHAIR)
    assert decision.proof["kind"] == "totp"
    assert "已决定：同意" in client.get(path).text


def test_what_is_lacking_is_said_and_what_was_typed_stays(enter: Enter, matter: str) -> None:
    client, path = enter("chair", name=CHAIR), f"/desk/decide/{matter}"

    answer = client.post(path, data={"evidence": "-", "opinion": "请回避后继续评审。"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请选择同意或退回" in answer.text
    assert "请回避后继续评审。" in answer.text


def test_whose_it_is_not_sees_the_matter_and_cannot_decide(enter: Enter, matter: str) -> None:
    client, path = enter("office"), f"/desk/decide/{matter}"
    assert "由主任委员决定" in client.get(path).text

    answer = client.post(path, data={"outcome": "同意", "opinion": "同意"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert _decision(matter) is None


def test_a_decision_on_other_evidence_than_was_shown_is_refused(enter: Enter, matter: str) -> None:
    client, path = enter("chair", name=CHAIR), f"/desk/decide/{matter}"
    answer = {"evidence": "0" * 64, "outcome": "同意", "opinion": "同意。", "step": "sign"}

    refused = client.post(path, data={**answer, "code": _code(CHAIR)})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert _decision(matter) is None


def test_a_wrong_code_decides_nothing_and_counts(enter: Enter, matter: str) -> None:
    client, path = enter("chair", name=CHAIR), f"/desk/decide/{matter}"
    shown = _shown(client.get(path))
    answer = {"evidence": shown, "outcome": "同意", "opinion": "同意。", "step": "sign"}

    refused = client.post(path, data={**answer, "code": "000000"})

    assert "动态验证码不正确" in refused.text
    assert _decision(matter) is None
    with open_desk() as desk:
        person = find_person(desk.session, CHAIR)
        assert person is not None
        assert person.failures == 1
