import httpx
import pytest

from models.application import Application, ApplicationState, find_application
from models.edition import Phase
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Browse

PAGE = "/recommend/3/S001"


@pytest.fixture
def county(browse: Browse) -> httpx.Client:
    """The county's browser, while the intake takes packages."""
    with open_desk() as desk:
        factories.attempt(desk, "intake", phase=Phase.WAITING)
        factories.add(desk, factories.contact(email="county@office.example"))
        factories.add(desk, factories.application("S001"))
        other = factories.application("S002")
        other.form = {**other.form, "region": "450703", "recommendation": {"recommender": "别处"}}
        factories.add(desk, other)
    return browse("county@office.example")


def _application() -> Application:
    with glance_at_desk() as desk:
        found = find_application(desk.session, 3, "S001")
    assert found is not None
    return found


def _said(**changes: str) -> dict[str, str]:
    with glance_at_desk() as desk:
        kind = desk.policy(3).recommendation.who.value[0]
    return {
        "recommender_kind": kind, "opinion": "不同意推荐", "signed_by": "陆志强",
        "signed_on": "2026-04-01", "do": "sign", **changes,
    }  # fmt: skip


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(county: httpx.Client) -> None:
    answer = county.post(PAGE, data=_said())

    assert answer.status_code == 422
    assert "请写明理由" in answer.text
    assert 'value="陆志强"' in answer.text
    assert _application().form["recommendation"]["opinion"] == "同意推荐"


def test_the_signed_opinion_is_what_the_package_is_judged_by(county: httpx.Client) -> None:
    county.post(PAGE, data=_said(reason="投诉未办结"))

    refused = _application()
    assert refused.state is ApplicationState.REFUSED
    assert "not_recommended" in {one["code"] for one in refused.refusals}
    assert "投诉未办结" in county.get(PAGE).text


def test_the_material_is_returned_with_a_reason(county: httpx.Client) -> None:
    county.post(PAGE, data={"do": "return", "returned": "请补充审计报告"})

    assert "已退回" in county.get("/recommend").text
    assert county.post(PAGE, data={"do": "return", "returned": ""}).status_code == 422


def test_an_applicant_of_another_county_is_not_found(county: httpx.Client) -> None:
    assert county.get("/recommend/3/S002").status_code == 404
    assert county.post("/recommend/3/S002", data=_said(reason="x")).status_code == 404
