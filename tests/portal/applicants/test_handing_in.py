from http import HTTPStatus

import httpx

from models.application import applications_of, find_application
from runtime.desk import open_desk
from tests.actions import factories
from tests.actions.packages import SECOND, package
from tests.documents.forms import factories as forms
from tests.portal.conftest import OUTSIDE, Enter

_CODE = "91450700MA5XAA0011"


def _open_intake() -> None:
    with open_desk() as desk:
        for row in applications_of(desk.session, 3):
            desk.session.delete(row)
        desk.edition(3).state = "running"  # type: ignore[assignment]
        factories.attempt(desk, "intake")


def _own_code() -> str:
    return str(forms.application().uscc)


def _sent(**changes: object) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, data)) for name, data in package(**changes).items()]


def _register(client: httpx.Client, address: str) -> httpx.Response:
    typed = {"uscc": _own_code(), "name": "钦州示例有限公司", "address": address}
    return client.post("/apply/register", data=typed)


def test_a_new_organisation_registers_and_hands_in(enter: Enter) -> None:
    _open_intake()
    assert _register(enter(), OUTSIDE["applicant"]).status_code == HTTPStatus.SEE_OTHER
    client = enter("applicant")

    answer = client.post("/apply/3/hand-in", files=_sent())

    assert "已收到，材料齐全" in answer.text
    with open_desk() as desk:
        (row,) = applications_of(desk.session, 3)
        assert row.brought_by == OUTSIDE["applicant"]
    assert row.ref in client.get("/apply").text
    assert "自我评价报告" in client.get(f"/apply/3/{row.ref}").text


def test_nobody_hands_in_for_an_organisation_they_did_not_register(enter: Enter) -> None:
    _open_intake()
    _register(enter(), OUTSIDE["applicant"])
    client = enter("applicant")

    answer = client.post("/apply/3/hand-in", files=_sent(uscc=SECOND))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "与您登记的单位不一致" in answer.text


def test_to_register_a_code_shows_nothing_of_what_came_in_under_it(enter: Enter) -> None:
    _open_intake()
    _register(enter(), OUTSIDE["applicant"])
    enter("applicant").post("/apply/3/hand-in", files=_sent())
    _register(enter(), OUTSIDE["reviewer"])
    spy = enter("reviewer")

    assert spy.get("/apply/3/S001").status_code == HTTPStatus.NOT_FOUND
    spy.post("/apply/3/hand-in", files=_sent())
    assert spy.get("/apply/3/S001").status_code == HTTPStatus.NOT_FOUND


def test_a_wrong_code_is_said_and_what_was_typed_stays(enter: Enter) -> None:
    _open_intake()

    answer = enter().post(
        "/apply/register", data={"uscc": _CODE, "name": "示例有限公司", "address": "a@b.example"}
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "示例有限公司" in answer.text


def test_only_packages_are_taken_from_an_applicant(enter: Enter) -> None:
    _open_intake()
    _register(enter(), OUTSIDE["applicant"])

    answer = enter("applicant").post("/apply/3/hand-in", files=[("files", ("x.txt", b"x"))])

    assert "没有申报表" in answer.text
    with open_desk() as desk:
        row = find_application(desk.session, 3, "S001")
        assert row is not None
        assert row.refusals
