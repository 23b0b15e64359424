import httpx
import pytest

from actions.entry.eligibility_letters import consult
from models.application import ApplicationState
from models.edition import Phase
from models.eligibility import answers_of
from models.people import ContactKind
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Browse

ADDRESS = "env@office.example"
FORM = "/forms/1/1"


@pytest.fixture
def department(browse: Browse) -> httpx.Client:
    """The browser of a department that was asked about S001 and S002."""
    with open_desk() as desk:
        factories.attempt(desk, "intake", phase=Phase.APPROVED)
        first = desk.policy(3).departments[0]
        factories.add(
            desk, factories.contact(ContactKind.DEPARTMENT, name=first.name.value, email=ADDRESS)
        )
        rows = [
            factories.add(desk, factories.application(ref, state=ApplicationState.ACCEPTED))
            for ref in ("S001", "S002")
        ]
        consult(desk, factories.attempt(desk, "eligibility"), first, rows)
    return browse(ADDRESS)


def _answers() -> dict[str, bool]:
    with glance_at_desk() as desk:
        return {answer.ref: answer.is_clean for _, answer in answers_of(desk.session, 2)}


CARD = {"B5": "李局长", "B6": "2026-04-01", "do": "submit"}


def test_a_row_that_is_left_open_stays_silent(department: httpx.Client) -> None:
    answer = department.post(FORM, data={**CARD, "D9": "无异议"}, follow_redirects=True)

    assert "还没有对S002全部反馈，不视为同意" in answer.text
    assert _answers() == {"S001": True}


def test_an_objection_without_facts_is_refused_at_its_field(department: httpx.Client) -> None:
    answer = department.post(FORM, data={**CARD, "D9": "无异议", "D10": "有异议"})

    assert answer.status_code == 422
    assert 'id="F10-problem"' in answer.text
    assert "<option selected>有异议</option>" in answer.text
    assert _answers() == {}


def test_a_lesser_accident_cannot_be_called_a_major_one(department: httpx.Client) -> None:
    said = {"D9": "有异议", "F9": "锅炉事故", "H9": "是", "I9": "较大"}

    answer = department.post(FORM, data={**CARD, **said})

    assert answer.status_code == 422
    assert "两处不一致" in answer.text
    assert _answers() == {}


def test_the_same_form_can_be_taken_home_and_brought_back(department: httpx.Client) -> None:
    blank = department.get(f"{FORM}?file=1").content
    filled = _filled(blank)

    answer = department.post(
        FORM, data={"do": "upload"}, files={"file": ("意见.xlsx", filled)}, follow_redirects=True
    )

    assert "已收" in answer.text
    assert _answers() == {"S001": True, "S002": True}


def test_what_the_office_has_written_stays_as_it_was(department: httpx.Client) -> None:
    blank = department.get(f"{FORM}?file=1").content

    answer = department.post(
        FORM,
        data={"do": "upload"},
        files={"file": ("意见.xlsx", _filled(blank, department="别的部门"))},
    )

    assert answer.status_code == 422
    assert "别的部门" in answer.text
    assert _answers() == {}


@pytest.mark.usefixtures("department")
def test_a_form_of_somebody_else_is_not_found(browse: Browse) -> None:
    with open_desk() as desk:
        factories.add(
            desk, factories.contact(ContactKind.DEPARTMENT, name="别局", email="b@office.example")
        )
    other = browse("b@office.example")

    assert other.get(FORM).status_code == 404
    assert other.get("/letters/1").status_code == 404
    assert "现在没有发给您的表格" in other.get("/forms").text


def _filled(blank: bytes, department: str = "") -> bytes:
    from io import BytesIO

    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(BytesIO(blank))
    page = book.active
    for cell, value in {
        "B5": "李局长",
        "B6": "2026-04-01",
        "D9": "无异议",
        "D10": "无异议",
    }.items():
        page[cell] = value
    if department:
        page["B4"] = department
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
