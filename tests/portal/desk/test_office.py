from http import HTTPStatus

from sqlmodel import select

from flows.every_action import ACTIONS
from models.order import Order
from portal.desk.office import _ELSEWHERE
from runtime.desk import open_desk
from tests.portal.conftest import Enter

_MOVE = {
    "届次": "3",
    "阶段": "intake",
    "新截止时间": "2026-07-07T17:30",
    "理由": "受台风影响，延长报送时间。",
}


def _orders() -> list[Order]:
    with open_desk() as desk:
        return list(desk.session.exec(select(Order)))


def test_every_action_has_a_form_or_a_page_of_its_own(enter: Enter) -> None:
    client = enter("office")
    listed = client.get("/desk/do").text

    for name in ACTIONS:
        is_here = name not in _ELSEWHERE
        assert (f'href="/desk/do/{name}"' in listed) is is_here, name
        status = client.get(f"/desk/do/{name}").status_code
        assert status == (HTTPStatus.OK if is_here else HTTPStatus.NOT_FOUND), name


def test_nobody_types_who_orders_it(enter: Enter) -> None:
    page = enter("office").get("/desk/do/move-deadline").text

    assert 'name="理由"' in page
    assert "经办人" not in page


def test_what_is_lacking_stands_at_its_field_and_the_rest_stays(enter: Enter) -> None:
    answer = enter("office").post("/desk/do/move-deadline", data={**_MOVE, "阶段": ""})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "“阶段”没有填写，请补填。" in answer.text
    assert "受台风影响，延长报送时间。" in answer.text


def test_what_is_ordered_is_looked_at_before_it_is_signed(enter: Enter) -> None:
    answer = enter("office").post("/desk/do/move-deadline", data=_MOVE)

    assert answer.status_code == HTTPStatus.OK
    assert "签署并办理" in answer.text
    assert "受台风影响，延长报送时间。" in answer.text
    assert _orders() == []


def test_what_cannot_be_taken_back_offers_a_rehearsal(enter: Enter) -> None:
    withdrawal = {"届次": "3", "受理编号": "S001", "理由": "申报单位来函撤回。"}

    answer = enter("office").post("/desk/do/withdraw-application", data=withdrawal)

    assert "预演" in answer.text
    assert "仅预演" not in answer.text.replace("&#34;仅预演&#34;", "")


def test_without_a_proof_nothing_is_ordered(enter: Enter) -> None:
    signed = {**_MOVE, "step": "sign", "code": "000000"}

    answer = enter("office").post("/desk/do/move-deadline", data=signed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "动态验证码不正确" in answer.text
    assert _orders() == []
