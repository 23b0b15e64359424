import httpx
import pytest

from models.audit import events_of
from models.publicity import Objection, ObjectionState, WrittenOpinion, opinions_of
from models.types import id_of
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Browse, Enter


@pytest.fixture
def member(browse: Browse) -> httpx.Client:
    """The browser of a member who was asked about two objections."""
    with open_desk() as desk:
        one = factories.add(desk, factories.member(2))
        attempt = factories.attempt(desk, "publicity")
        for number in ("Y001", "Y002"):
            row = Objection(
                attempt_id=id_of(attempt), number=number, received_at=desk.at, ref="S001",
                objector="黄某", is_real_name=True, matter="数据不实", findings="属实",
                state=ObjectionState.CONSULTING,
            )  # fmt: skip
            factories.add(desk, row)
            asked = WrittenOpinion(
                objection_id=id_of(row), member=one.name, email=one.email,
                asked_at=desk.at, due_at=desk.at,
            )  # fmt: skip
            factories.add(desk, asked)
    return browse("m02@committee.example")


def test_all_objections_of_a_notice_are_answered_on_one_form(member: httpx.Client) -> None:
    said = {"C4": "同意", "E4": "2026-04-01", "C5": "不同意", "D5": "证据不足", "E5": "2026-04-01"}

    member.post("/committee/3/opinions", data={**said, "do": "submit"})

    with glance_at_desk() as desk:
        answers = [one.opinion for n in (1, 2) for one in opinions_of(desk.session, n)]
    assert answers == ["同意", "不同意"]
    assert "证据不足" in member.get("/committee/3/opinions").text


def test_the_observer_changes_nothing_but_adds_a_note_for_ever(enter: Enter) -> None:
    observer = enter("observer", name="监督甲")

    refused = observer.post("/observe/3", data={"words": " "})
    observer.post("/observe/3", data={"words": "抽签现场无异常"})

    assert refused.status_code == 422
    assert "抽签现场无异常" in observer.get("/observe/3").text
    with glance_at_desk() as desk:
        noted = [one for one in events_of(desk.session, 3) if one.action == "observer.noted"]
    assert [one.actor for one in noted] == ["监督甲"]


def test_an_office_reports_in_its_own_name_alone(enter: Enter) -> None:
    with open_desk() as desk:
        factories.add(desk, factories.reviewer(7))
    browser = enter("department")
    row = {"A4": "3", "B4": "E07", "C4": "违反评审纪律", "D4": "2026-03-01", "E4": "私下联系"}

    browser.post("/report", data={**row, "F4": "别的部门", "do": "submit"})

    with glance_at_desk() as desk:
        facts = [one.facts for one in events_of(desk.session) if one.action == "incident.reported"]
    assert [one["reporter"] for one in facts] == ["市生态环境局"]
    assert enter("reviewer").get("/report").status_code == 403
