"""The real files in a real office program: every kind becomes pages, every form opens unharmed."""

import io
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.papers.catalogue import KINDS
from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.examples.of_entry import notice
from documents.papers.render import render_docx
from documents.pdf import NoOffice, to_pdf
from tests.documents.books import books
from tests.documents.office import needs_office, page_sizes, pages_of, resaved, text_of_pdf

LANDSCAPE = {kind for kind, one in KINDS.items() if one.is_landscape}


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    """Every kind as a PDF, from one run of LibreOffice."""
    papers = {f"{kind}.docx": render_docx(compose(kind, EXAMPLES[kind])) for kind in KINDS}
    return to_pdf(papers)


@needs_office
@pytest.mark.slow
def test_every_kind_becomes_a4_pages(pdfs: dict[str, bytes], tmp_path: Path) -> None:
    assert set(pdfs) == {f"{kind}.pdf" for kind in KINDS}
    for kind in KINDS:
        sizes = set(page_sizes(pdfs[f"{kind}.pdf"], tmp_path))
        assert sizes == ({(297, 210)} if kind in LANDSCAPE else {(210, 297)}), kind


@needs_office
@pytest.mark.slow
def test_notice_reads_from_red_head_to_print_record(tmp_path: Path) -> None:
    pages = pages_of(render_docx(compose("notice", EXAMPLES["notice"])), "n.docx", tmp_path)

    first, last = pages[0].split("\n"), pages[-1]
    words = [line.strip() for line in first if line.strip()]
    assert words[0] == "钦州市实施质量强市战略工作领导小组办公室文件"
    assert words[1].replace(" ", "") == "钦质强办〔2026〕9号"
    assert words[-1].replace(" ", "") == "—1—"
    assert "印发" in last


@needs_office
@pytest.mark.slow
def test_line_of_the_body_holds_28_characters(tmp_path: Path) -> None:
    long = notice(scope="字" * 200)

    pages = pages_of(render_docx(compose("notice", long)), "n.docx", tmp_path)

    full = [line.strip() for page in pages for line in page.split("\n") if "字字" in line]
    assert {len(line) for line in full[1:-1]} == {28}
    assert len(full[0]) == 26


@needs_office
@pytest.mark.slow
def test_no_page_has_a_print_record_and_nothing_else(
    pdfs: dict[str, bytes], tmp_path: Path
) -> None:
    for kind in KINDS:
        last = text_of_pdf(pdfs[f"{kind}.pdf"], tmp_path)[-1]
        words = [line for line in last.splitlines() if line.strip()]
        assert "印发" not in last or len(words) > 3, kind  # record, copies, page number


@needs_office
@pytest.mark.slow
def test_candidate_has_one_page(tmp_path: Path) -> None:
    paper = compose("candidate-pages", EXAMPLES["candidate-pages"])

    pages = pages_of(render_docx(paper), "c.docx", tmp_path)

    assert len(pages) == 2
    assert all("S001" in page and "全部申报单位中位数" in page for page in pages)


BOOKS = books()


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every workbook opened by LibreOffice and saved again."""
    return resaved(BOOKS, tmp_path_factory.mktemp("books"))


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("name", BOOKS)
def test_workbook_passes_through_libreoffice_unharmed(name: str, saved_again: Path) -> None:
    before = openpyxl.load_workbook(io.BytesIO(BOOKS[name]))
    after = openpyxl.load_workbook(saved_again / f"{name}.xlsx")

    assert after.sheetnames == before.sheetnames
    for sheet in before:
        again = after[sheet.title]
        cells = {cell.coordinate: cell.value for row in sheet for cell in row if cell.value}
        assert {at: again[at].value for at in cells} == cells
        assert again.protection.sheet == sheet.protection.sheet
        assert _lists(sheet) <= _lists(again)


def _lists(sheet: Any) -> set[str]:
    """Cells with a validation list."""
    return {
        str(cell)
        for one in sheet.data_validations.dataValidation
        for cells in one.sqref.ranges
        for cell in cells.cells
    }


def test_machine_without_an_office_program_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NoOffice, match="没有安装 LibreOffice，没有生成 PDF"):
        to_pdf({"a.docx": b""})


@needs_office
@pytest.mark.slow
def test_same_paper_becomes_the_same_pdf() -> None:
    paper = {"c.docx": render_docx(compose("certificate", EXAMPLES["certificate"]))}

    assert to_pdf(paper) == to_pdf(paper)
