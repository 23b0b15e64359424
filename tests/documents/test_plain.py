"""Names that a spreadsheet would run: every workbook shows them as text, in LibreOffice too."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.plain import RISKY
from tests.documents.books import books
from tests.documents.office import needs_office, resaved

ROOT = Path(__file__).parents[2]
HOSTILE = (
    '=HYPERLINK("http://evil.example","点")', "=1+1", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1",
    "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "=cmd|' /C calc'!A0",
)  # fmt: skip


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return books(*HOSTILE)


def test_no_workbook_has_a_formula(written: dict[str, bytes]) -> None:
    cells = [
        cell
        for data in written.values()
        for cell in _cells(openpyxl.load_workbook(io.BytesIO(data)))
    ]

    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"'=1+1", "'@SUM(1+1)", "'-2+3", "' =1+1"} <= texts
    assert [text for text in texts if text.strip().startswith(RISKY)] == []


@needs_office
@pytest.mark.slow
def test_libreoffice_shows_text_and_no_result(written: dict[str, bytes], tmp_path: Path) -> None:
    again = resaved(written, tmp_path)

    for name, data in written.items():
        before = {
            (cell.parent.title, cell.coordinate): cell.value
            for cell in _cells(openpyxl.load_workbook(io.BytesIO(data)))
        }
        after = openpyxl.load_workbook(again / f"{name}.xlsx")
        assert {at: after[at[0]][at[1]].value for at in before} == before, name
        assert not [cell for cell in _cells(after) if cell.data_type == "f"], name


def test_workbooks_are_written_in_two_places_only() -> None:
    writers = ("to_excel", "to_csv", "ExcelWriter", "csv.writer", "openpyxl.Workbook")
    found = {
        str(path.relative_to(ROOT))
        for folder in ("actions", "cli", "documents", "flows", "tasks", "runtime", "deployments")
        for path in (ROOT / folder).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in writers)
    }

    assert found == {"documents/sheets/pages.py", "documents/mail_proof.py"}


def _cells(book: Any) -> Iterator[Any]:
    """The cells with something in them."""
    return (
        cell for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.value is not None
    )  # fmt: skip
