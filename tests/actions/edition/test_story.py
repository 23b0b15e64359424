from datetime import timedelta

from actions import applications
from actions.edition.story import conditions_of, story_of
from models.application import Application
from models.edition import Phase
from models.eligibility import ConditionFinding, Inquiry, InquiryAnswer, InquiryKind
from models.gate import Decision, Gate, Outcome
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories


def _entered(desk: Desk) -> Application:
    row = factories.application("S001")
    applications.enter(desk, row)
    return row


def test_what_happened_is_told_in_order_of_time(desk: Desk) -> None:
    row = _entered(desk)
    attempt = factories.attempt(desk, "eligibility", phase=Phase.CLOSING)
    inquiry = Inquiry(
        attempt_id=id_of(attempt), kind=InquiryKind.VERIFICATION, office="示例检测中心",
        person="", email="", due_at=desk.at, replied_at=desk.at + timedelta(days=2),
    )  # fmt: skip
    factories.add(desk, inquiry)
    answer = InquiryAnswer(
        inquiry_id=id_of(inquiry), ref="S001", condition="13(6)", is_clean=False, facts="查无记录"
    )
    factories.add(desk, answer)

    story = story_of(desk, row, with_names=False)

    assert [one.title for one in story] == ["收到申报材料", "示例检测中心反馈"]
    assert story[1].say == "13(6)：不满足（查无记录）"


def test_a_decision_on_all_says_what_it_means_for_this_one(desk: Desk) -> None:
    row = _entered(desk)
    gate = factories.add(desk, Gate(key="3/x/1/gate", edition=3, title="资格审查", role="office"))
    details = {"results": {"S001": {"eligible": False, "reason": "成立不满三年"}}}
    decided = Decision(
        gate_id=id_of(gate), outcome=Outcome.APPROVED, approver="覃示例", role="office",
        opinion="同意", details=details, evidence_sha256="",
        decided_at=desk.at + timedelta(days=1),
    )  # fmt: skip
    factories.add(desk, decided)

    (told,) = [one for one in story_of(desk, row, with_names=False) if one.title == "资格审查"]

    assert told.by == "覃示例"
    assert told.say == "同意。同意；对本单位：不合格，成立不满三年"


def test_only_the_newest_look_at_the_conditions_counts(desk: Desk) -> None:
    row = _entered(desk)
    for number, said in ((1, "旧"), (2, "新")):
        attempt = factories.attempt(desk, "eligibility", number=number, phase=Phase.CLOSING)
        found = ConditionFinding(
            attempt_id=id_of(attempt), ref="S001", condition="13(1)", article="", outcome="pass",
            code="x", sentence=said,
        )  # fmt: skip
        factories.add(desk, found)

    assert [one.sentence for one in conditions_of(desk, row)] == ["新"]
