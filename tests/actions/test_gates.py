from dataclasses import dataclass, replace

import pyotp
import pytest

from actions.errors import NotEntitled
from actions.gates import Answer, Evidence, ask, decide, decision_row, put_gate
from actions.people.enrolling import enrol
from models.gate import Gate, Outcome
from runtime import keys
from runtime.desk import Desk
from tests.actions import factories

KEY = "3/intake/1/gate"
EVIDENCE = Evidence("| 受理编号 |\n|---|\n| S001 |", {"accepted": ["S001"]})


@dataclass
class Asked:
    gate: Gate
    secret: str

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(keys.totp_time())

    def answer(self, **changes: object) -> Answer:
        return replace(Answer("覃示例", self.code(), Outcome.APPROVED, "名单无误"), **changes)  # type: ignore[arg-type]


@pytest.fixture
def asked(desk: Desk) -> Asked:
    secret = enrol(desk, "覃示例", ["office"])
    gate = put_gate(desk, KEY, edition=3, title="受理名单", role="office")
    ask(desk, gate, EVIDENCE)
    return Asked(gate, secret)


def test_a_good_answer_is_written_with_the_hash_of_its_evidence(desk: Desk, asked: Asked) -> None:
    decide(desk, asked.gate, asked.answer(), EVIDENCE)

    decision = decision_row(desk, KEY)
    assert decision.approver == "覃示例"
    assert decision.evidence_sha256 == EVIDENCE.sha256


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"approver": "无此人"}, "没有名为“无此人”的审批人"),
        ({"code": "000000"}, "动态验证码不正确"),
    ],
)
def test_a_wrong_person_or_code_is_refused(
    desk: Desk, asked: Asked, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(NotEntitled, match=sentence):
        decide(desk, asked.gate, asked.answer(**changes), EVIDENCE)


def test_another_role_may_not_decide(desk: Desk, asked: Asked) -> None:
    asked.gate.role = "chair"

    with pytest.raises(NotEntitled, match="无权决定"):
        decide(desk, asked.gate, asked.answer(), EVIDENCE)


def test_article_08_what_the_chair_decides_is_decided_by_an_officer_of_this_edition(
    desk: Desk,
) -> None:
    factories.add(desk, factories.member(1))
    factories.add(desk, factories.member(2, role="副主任委员"))
    gate = put_gate(desk, KEY, edition=3, title="建议名单", role="chair")
    ask(desk, gate, EVIDENCE)
    stranger = Asked(gate, enrol(desk, "陈副市长", ["chair"]))
    deputy = Asked(gate, enrol(desk, "委员2", ["chair"]))

    with pytest.raises(NotEntitled, match="主任委员或副主任委员（委员1、委员2）"):
        decide(desk, gate, stranger.answer(approver="陈副市长"), EVIDENCE)
    assert decide(desk, gate, deputy.answer(approver="委员2"), EVIDENCE).approver == "委员2"


def test_an_answer_to_evidence_that_changed_is_void(desk: Desk, asked: Asked) -> None:
    changed = Evidence(EVIDENCE.text, {"accepted": ["S001", "S002"]})

    with pytest.raises(NotEntitled, match="材料在您查看之后有变化"):
        decide(desk, asked.gate, asked.answer(), changed)


def test_a_code_decides_once(desk: Desk, asked: Asked) -> None:
    code = asked.code()
    decide(desk, asked.gate, asked.answer(code=code), EVIDENCE)
    second = put_gate(desk, "3/intake/2/gate", edition=3, title="受理名单", role="office")
    ask(desk, second, EVIDENCE)

    with pytest.raises(NotEntitled, match="已经用过"):
        decide(desk, second, asked.answer(code=code), EVIDENCE)


def test_the_second_of_two_officers_is_told(desk: Desk, asked: Asked) -> None:
    other = enrol(desk, "黄示例", ["office"])
    decide(desk, asked.gate, asked.answer(), EVIDENCE)

    late = Answer("黄示例", pyotp.TOTP(other).at(keys.totp_time()), Outcome.RETURNED, "再核对")
    with pytest.raises(NotEntitled, match="已经由他人决定"):
        decide(desk, asked.gate, late, EVIDENCE)
