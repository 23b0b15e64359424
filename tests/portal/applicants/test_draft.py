"""An application from the register to the receipt, as browsers without scripts do it."""

from http import HTTPStatus

import httpx
import pytest

from actions.handed_in import applying
from actions.people import codes, logins
from actions.people.who import APPLICANT, is_known, who_is
from documents.forms.application import (
    DECLARATIONS_SHEET,
    FIGURES_SHEET,
    IDENTITY_SHEET,
    QUALITY_SHEET,
    RECOMMENDATION_SHEET,
)
from documents.sheets.cells import FormModel, columns_of
from documents.sheets.values import raw_of
from models.application import applications_of
from models.applying import draft_of
from runtime.desk import open_desk
from tests.actions import factories
from tests.actions.packages import SECOND, package
from tests.documents.forms import factories as forms
from tests.portal.conftest import Enter

CODE = SECOND
ME, OTHER = "li@company.example", "wang@company.example"
_HOLDS = (IDENTITY_SHEET, FIGURES_SHEET, QUALITY_SHEET, RECOMMENDATION_SHEET, DECLARATIONS_SHEET)


@pytest.fixture
def intake(installation: object) -> None:  # noqa: ARG001 - it must be there
    with open_desk() as desk:
        factories.attempt(desk, "intake")


@pytest.fixture
def company(
    intake: None,  # noqa: ARG001 - it must be open
    enter: Enter,
) -> httpx.Client:
    """A browser of a company that has registered and logged in."""
    client = enter()
    typed = {"uscc": CODE, "name": "钦州示例有限公司", "address": ME}
    answer = client.post("/apply", data=typed)
    assert answer.headers["location"] == "/login/code?to=/applicant"
    return _logged_in(enter, ME)


def _logged_in(enter: Enter, address: str) -> httpx.Client:
    client = enter()
    with open_desk() as desk:
        client.cookies.set("zhijiang", logins.begin(desk, address))
    client.get("/applicant")
    return client


def _number() -> int:
    with open_desk() as desk:
        found = draft_of(desk.session, 3, CODE)
        assert found is not None
        assert found.id is not None
        return found.id


def _typed(value: FormModel, before: str = "") -> dict[str, str]:
    raw = {one.field: raw_of(getattr(value, one.field), one) for one in columns_of(type(value))}
    return {f"{before}{name}": "" if one is None else str(one) for name, one in raw.items()}


def _fill_in(client: httpx.Client) -> str:
    form = forms.application(uscc=CODE)
    at = f"/applicant/draft/{_number()}"
    rows = [(f"rows.{n}.", one) for n, one in enumerate(form.figures)]
    records = [(f"rows.{n}.", one) for n, one in enumerate(form.quality.records)]
    sheets = {
        IDENTITY_SHEET: _typed(form),
        FIGURES_SHEET: {k: v for at_, one in rows for k, v in _typed(one, at_).items()},
        QUALITY_SHEET: _typed(form.quality)
        | {k: v for at_, one in records for k, v in _typed(one, at_).items()},
        RECOMMENDATION_SHEET: _typed(form.recommendation),
        DECLARATIONS_SHEET: _typed(form.declarations),
    }
    for number, title in enumerate(_HOLDS):
        answer = client.post(f"{at}/part/{number}", data=sheets[title])
        assert answer.status_code == HTTPStatus.SEE_OTHER
    for one in form.attachments:
        facts = {"kind": one.kind, "trade_secret": "否"}
        file = {"file": (one.filename, one.filename.encode())}
        assert client.post(f"{at}/files", data=facts, files=file).status_code == 303
    return at


@pytest.mark.usefixtures("intake")
def test_a_wrong_credit_code_is_said_and_what_was_typed_stays(enter: Enter) -> None:
    typed = {"uscc": CODE[:-1] + "2", "name": "钦州示例有限公司", "address": ME}

    answer = enter().post("/apply", data=typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "校验位应为" in answer.text
    assert "钦州示例有限公司" in answer.text


def test_who_registers_is_an_applicant_and_the_first_to_log_in_writes(
    company: httpx.Client,
) -> None:
    with open_desk() as desk:
        assert is_known(desk, ME)
        login = logins.find(desk, company.cookies["zhijiang"])
        assert login is not None
        assert APPLICANT in who_is(desk, login).roles
        assert [one.uscc for one in applying.drafts_of(desk, ME)] == [CODE]


def test_another_address_of_the_company_waits_until_it_is_let_in(
    company: httpx.Client, enter: Enter
) -> None:
    typed = {"uscc": CODE, "name": "钦州示例有限公司", "address": OTHER}
    enter().post("/apply", data=typed)
    other = _logged_in(enter, OTHER)
    at = f"/applicant/draft/{_number()}"

    assert "已由本单位另一邮箱登记" in other.get("/applicant").text
    assert other.get(at).status_code == HTTPStatus.NOT_FOUND
    company.post(f"{at}/people", data={"address": OTHER})

    assert other.get(at).status_code == HTTPStatus.OK


def test_a_part_is_saved_on_a_pause_and_shows_who_wrote_last(company: httpx.Client) -> None:
    at = f"/applicant/draft/{_number()}"

    saved = company.post(
        f"{at}/part/0", data={"name": "钦州示例", "employees": "x"}, headers={"X-Autosave": "1"}
    )

    assert saved.status_code == HTTPStatus.NO_CONTENT
    page = company.get(at).text
    assert "已保存，尚未提交" in page
    assert ME in page
    assert 'value="x"' in company.get(f"{at}/part/0").text


def test_what_was_typed_is_handed_in_as_a_package_once(company: httpx.Client) -> None:
    at = _fill_in(company)
    assert "处不齐" not in company.get(f"{at}/check").text

    first = company.post(f"{at}/check")
    again = company.post(f"{at}/check")

    assert first.headers["location"] == again.headers["location"] == "/applicant/3/S002"
    with open_desk() as desk:
        (row,) = [one for one in applications_of(desk.session, 3) if one.uscc == CODE]
        assert row.refusals == []
        assert row.form["name"] == forms.application().name
    page = company.get("/applicant/3/S002").text
    assert row.package_sha256 in page
    assert "材料已收到" in page


def test_a_filled_workbook_takes_the_place_of_what_was_typed(company: httpx.Client) -> None:
    at = f"/applicant/draft/{_number()}"
    files = [("file", item) for item in package(uscc=CODE).items()]

    answer = company.post(f"{at}/files", data={"kind": "自评报告"}, files=files)
    company.post(f"{at}/check")

    assert answer.status_code == HTTPStatus.SEE_OTHER
    with open_desk() as desk:
        (row,) = [one for one in applications_of(desk.session, 3) if one.uscc == CODE]
        assert row.refusals == []


def test_a_program_is_not_kept_and_the_page_says_why(company: httpx.Client) -> None:
    at = f"/applicant/draft/{_number()}"

    answer = company.post(f"{at}/files", files={"file": ("自评报告.pdf", b"MZ\x90")})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "里面是程序" in answer.text


def test_an_application_is_withdrawn_with_a_code_sent_by_mail(company: httpx.Client) -> None:
    at = _fill_in(company)
    company.post(f"{at}/check")
    to = "/applicant/3/S002/withdraw"

    said = company.post(to, data={"reason": "经营调整，暂不申报。"})
    wrong = company.post(to, data={"reason": "经营调整，暂不申报。", "code": "000000"})
    with open_desk() as desk:
        code = codes.ask(desk, ME, "")
    done = company.post(to, data={"reason": "经营调整，暂不申报。", "code": code or ""})

    assert "将要：" in said.text
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert done.status_code == HTTPStatus.SEE_OTHER
    assert "已撤回" in company.get("/applicant/3/S002").text


def test_what_is_another_companys_is_not_found(company: httpx.Client) -> None:
    assert company.get("/applicant/3/S001").status_code == HTTPStatus.NOT_FOUND
