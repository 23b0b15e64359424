"""Numbers, days and scans of papers: given once, never invented, bound by hash."""

from dataclasses import replace
from datetime import date

import pytest

from actions.attempts import in_force
from actions.entry import call
from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in.importing import import_paths
from actions.papers import publishing
from actions.papers.register import Issue, file_scan, issue_paper, known_paper
from documents.papers.paper import BLANK
from models.paper import copies_of, find_paper
from notifications.outbox import Attachment
from rules.document_number import NotADocumentNumber
from runtime.desk import Desk, open_desk
from tests.actions import factories as make
from tests.documents.papers.reading import text_of

KEY = "3/call/1/notice"
NUMBERED = Issue(
    number="钦质强办[2026]09号",
    issued_on=date(2026, 4, 1),
    printed_on=date(2026, 4, 1),
    copies_to=("市委办公室",),
    secrecy="秘密",
    actor="黄工",
    checked_by="莫家宁",
    signed_by="韦立新",
)
PDF = b"%PDF-1.7 scan"


@pytest.fixture
def notice(desk: Desk) -> Desk:
    call.open_call(desk, make.attempt(desk, "call"))
    return desk


def known_paper_file(desk: Desk) -> Attachment:
    paper = known_paper(desk, KEY)
    return Attachment(paper.file_name, paper.sha256)


def said(desk: Desk) -> str:
    paper = find_paper(desk.session, KEY)
    assert paper is not None
    return text_of(desk.files.fetch(paper.sha256))


def test_number_and_day_stay_blank_until_they_are_registered(notice: Desk) -> None:
    assert "（文号待编）" in said(notice)
    assert BLANK in said(notice)


def test_registered_paper_is_written_again_with_number_day_and_print_record(notice: Desk) -> None:
    issue_paper(notice, KEY, NUMBERED)

    text = said(notice)
    assert "钦质强办〔2026〕9号" in text
    assert "2026年4月1日" in text
    assert "秘密" in text
    assert "（文号待编）" not in text


def test_registered_number_survives_a_new_drafting(notice: Desk) -> None:
    issue_paper(notice, KEY, NUMBERED)

    call.close_call(notice, in_force(notice, 3, "call"))

    assert "钦质强办〔2026〕9号" in said(notice)


def test_published_paper_is_replaced_by_the_numbered_one(notice: Desk) -> None:
    publishing.publish(notice, known_paper_file(notice))
    issue_paper(notice, KEY, NUMBERED)

    file_scan(notice, KEY, PDF, "盖章.pdf", actor="黄工")
    publishing.complete(notice)

    public = notice.settings.public / "第三届-申报通知.docx"
    assert "钦质强办〔2026〕9号" in text_of(public.read_bytes())


def test_registering_twice_changes_nothing_and_another_number_is_refused(notice: Desk) -> None:
    first = issue_paper(notice, KEY, NUMBERED)

    assert issue_paper(notice, KEY, NUMBERED) == first
    with pytest.raises(ActionRefused, match="不能改号"):
        issue_paper(
            notice,
            KEY,
            replace(NUMBERED, number="钦质强办〔2026〕10号"),
        )


def test_number_of_another_paper_is_refused(notice: Desk) -> None:
    issue_paper(notice, KEY, NUMBERED)

    with pytest.raises(ActionRefused, match="已用于“3/call/1/notice”"):
        issue_paper(notice, "3/call/1/work-plan", NUMBERED)


def test_what_cannot_be_right_is_refused(notice: Desk) -> None:
    with pytest.raises(NotADocumentNumber):
        issue_paper(notice, KEY, replace(NUMBERED, number="待编"))
    with pytest.raises(ActionRefused, match="还没有到"):
        issue_paper(notice, KEY, replace(NUMBERED, issued_on=date(2026, 4, 2)))
    with pytest.raises(ActionRefused, match="不编文号"):
        issue_paper(notice, "3/call/1/procedure-chart", NUMBERED)
    with pytest.raises(UnknownSubject, match="没有文件“3/call/9/notice”"):
        issue_paper(notice, "3/call/9/notice", NUMBERED)


def test_scan_lies_beside_its_paper_and_is_bound_to_its_bytes(notice: Desk) -> None:
    paper = known_paper(notice, "第三届-申报通知.docx")

    copy = file_scan(notice, paper.key, PDF, "盖章.pdf", actor="黄工")

    assert file_scan(notice, paper.key, PDF, "盖章.pdf", actor="黄工") is copy
    assert (copy.file_name, copy.paper_sha256) == ("第三届-申报通知-签章.pdf", paper.sha256)
    assert notice.files.fetch(copy.sha256) == PDF


def test_text_is_no_scan(notice: Desk) -> None:
    with pytest.raises(ActionRefused, match="不是 PDF 或图片"):
        file_scan(notice, KEY, b"signed, honestly", "盖章.txt", actor="黄工")


def test_imported_scan_finds_its_paper_by_name(installation: object, tmp_path: object) -> None:
    del installation
    from pathlib import Path

    with open_desk() as desk:
        call.open_call(desk, make.attempt(desk, "call"))
    scan = Path(str(tmp_path)) / "第三届-申报通知-盖章.pdf"
    scan.write_bytes(PDF)

    lines = import_paths([scan], 3)

    assert [line.ok for line in lines] == [True]
    with open_desk() as desk:
        assert [copy.paper_key for copy in copies_of(desk.session, 3)] == [KEY]
