import pytest

from actions.entry.call import open_call
from documents.pdf import office_program
from models.paper import CopyKind, copies_of, issue_of, papers_of
from models.types import id_of
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Enter

LIST = "/desk/edition/3/papers"
SCAN = b"%PDF-1.7 scanned"


@pytest.fixture
def paper(enter: Enter) -> str:  # noqa: ARG001 - the installation must be there
    """The page of a call's notice."""
    with open_desk() as desk:
        open_call(desk, factories.attempt(desk, "call"))
        (row,) = [one for one in papers_of(desk.session, 3) if one.kind == "notice"]
        return f"{LIST}/{id_of(row)}"


def test_a_paper_goes_from_draft_to_number_to_scan(enter: Enter, paper: str) -> None:
    office = enter("office")
    link = f'"{paper}"'
    assert link in office.get(LIST, params={"state": "draft"}).text

    office.post(
        f"{paper}/number", data={
            "document_number": "钦质〔2026〕3号", "issued_on": "2026-03-31",
            "checked_by": "莫家宁", "signed_by": "韦立新",
        },
    )  # fmt: skip
    assert link in office.get(LIST, params={"state": "numbered"}).text
    office.post(f"{paper}/scan", files={"scan": ("盖章.pdf", SCAN)})

    text = office.get(paper).text
    assert "钦质〔2026〕3号" in text
    assert "-签章.pdf" in text
    assert link in office.get(LIST, params={"state": "signed"}).text
    with glance_at_desk() as desk:
        (row,) = [one for one in papers_of(desk.session, 3) if one.kind == "notice"]
        issue = issue_of(desk.session, row.key)
        scans = [one for one in copies_of(desk.session, 3) if one.kind is CopyKind.SCAN]
    assert issue is not None
    assert issue.actor == "覃示例"
    assert [one.actor for one in scans] == ["覃示例"]


def test_a_number_that_is_none_keeps_what_was_typed(enter: Enter, paper: str) -> None:
    answer = enter("office").post(
        f"{paper}/number", data={"document_number": "三号", "issued_on": "2026-03-31"}
    )

    assert answer.status_code == 422
    assert 'value="三号"' in answer.text
    assert "2026-03-31" in answer.text


def test_a_file_that_is_no_scan_is_refused_with_a_sentence(enter: Enter, paper: str) -> None:
    answer = enter("office").post(f"{paper}/scan", files={"scan": ("盖章.pdf", b"MZ program")})

    assert answer.status_code == 422
    assert "不是 PDF 或图片" in answer.text


def test_a_paper_comes_under_its_own_name(enter: Enter, paper: str) -> None:
    answer = enter("chair", name="卢示例").get(f"{paper}/docx")

    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.slow
@pytest.mark.skipif(office_program() is None, reason="needs LibreOffice")
def test_the_page_of_a_paper_is_made_once_and_shown_in_a_frame(enter: Enter, paper: str) -> None:
    office = enter("office")

    made = office.post(f"{paper}/page/make", timeout=120)
    page = office.get(f"{paper}/page")

    assert made.status_code == 303
    assert page.content.startswith(b"%PDF-")
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert f'<iframe class="paper tall" src="{paper}/page"' in office.get(paper).text
