"""How a sheet looks: fonts, frames, drop-down lists, locks, print set-up. Imports openpyxl."""

import io
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import openpyxl  # type: ignore[import-untyped]
from openpyxl.styles import (  # type: ignore[import-untyped]
    Alignment,
    Border,
    Font,
    PatternFill,
    Protection,
    Side,
)
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]
from openpyxl.worksheet.properties import PageSetupProperties  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from documents.plain import harmless
from documents.sheets.cells import Column, columns_of
from documents.sheets.values import raw_of
from documents.sheets.writing import Sheet

_WIDEST_LIST = 250  # characters; Excel refuses longer lists of words in a cell
_LINE = Side(style="thin", color="999999")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GIVEN = PatternFill("solid", fgColor="F2F2F2")
_LABEL = PatternFill("solid", fgColor="DDEBF7")
_CARD_WIDTHS = {"A": 26, "B": 42}


def new_book() -> Any:
    """An openpyxl workbook without sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book


def packed(book: Any) -> bytes:
    """The workbook's file, not compressed: ``steady`` packs it anew."""
    result = io.BytesIO()
    with ZipFile(result, "w") as archive:
        ExcelWriter(book, archive).write_data()
    return result.getvalue()


class Wardrobe:
    """Dresses one cell of each look; looking styles up costs a cell more than all the rest."""

    def __init__(self) -> None:
        self._worn: dict[Hashable, Any] = {}

    def dress(self, cell: Any, look: Hashable, dress: Callable[[Any], None]) -> None:
        if look in self._worn:
            cell._style = copy(self._worn[look])  # noqa: SLF001
        else:
            dress(cell)
            self._worn[look] = cell._style  # noqa: SLF001


def draw(page: Any, sheet: Sheet, wardrobe: Wardrobe) -> None:
    """Write the sheet onto an openpyxl worksheet; a book's sheets share one ``wardrobe``."""
    row = _heading(page, sheet, wardrobe)
    if sheet.table:
        _widths(page, columns_of(sheet.table))
    if sheet.card:
        row = _card(page, sheet, wardrobe, row) + 1
    if sheet.table:
        _table(page, sheet, wardrobe, row)
    _paper(page, sheet)


def _heading(page: Any, sheet: Sheet, wardrobe: Wardrobe) -> int:
    """Heading and guidance; the number of the next free row."""
    span = max(len(columns_of(sheet.table)) if sheet.table else 0, 2)
    texts = [sheet.heading, sheet.guide] if sheet.guide else [sheet.heading]
    for number, text in enumerate(texts, start=1):
        is_heading = number == 1
        cell = page.cell(number, 1, harmless(text))
        wardrobe.dress(cell, ("heading", is_heading), _headline if is_heading else _guidance)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=span)
        page.row_dimensions[number].height = 30 if is_heading else 16 * (1 + len(text) // 40)
    return len(texts) + 1


def _headline(cell: Any) -> None:
    cell.font = Font(name="黑体", size=16)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _guidance(cell: Any) -> None:
    cell.font = Font(name="宋体", size=10)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _widths(page: Any, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.cell.width


def _card(page: Any, sheet: Sheet, wardrobe: Wardrobe, first_row: int) -> int:
    assert sheet.card is not None, "a sheet with a card"
    columns = columns_of(sheet.card)
    for letter, width in _CARD_WIDTHS.items():
        page.column_dimensions[letter].width = max(page.column_dimensions[letter].width, width)
    for row, column in enumerate(columns, start=first_row):
        wardrobe.dress(page.cell(row, 1, column.marked_header), "label", _label)
        cell = page.cell(row, 2)
        _write(cell, sheet.values.get(column.field), column)
        _dress(cell, column, sheet, wardrobe, horizontal="left")
        _offer(page, column, f"B{row}")
    return first_row + len(columns)


def _table(page: Any, sheet: Sheet, wardrobe: Wardrobe, header: int) -> None:
    assert sheet.table is not None, "a sheet with a table"
    columns = columns_of(sheet.table)
    last = header + len(sheet.rows) + sheet.blank_rows
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        wardrobe.dress(page.cell(header, place, column.marked_header), "label", _label)
        if last > header:
            _offer(page, column, f"{letter}{header + 1}:{letter}{last}")
    for place, column in enumerate(columns, start=1):
        for number in range(last - header):
            cell = page.cell(header + 1 + number, place)
            values = sheet.rows[number] if number < len(sheet.rows) else {}
            _write(cell, values.get(column.field), column)
            _dress(cell, column, sheet, wardrobe)
    page.freeze_panes = f"A{header + 1}"


def _write(cell: Any, value: Any, column: Column) -> None:
    raw = raw_of(value, column)
    cell.value = raw
    if isinstance(raw, str):
        cell.data_type = "s"


def _dress(
    cell: Any, column: Column, sheet: Sheet, wardrobe: Wardrobe, horizontal: str | None = None
) -> None:
    form, given = _number_format(column), column.cell.given

    def dress(cell: Any) -> None:
        cell.border, cell.font = _FRAME, Font(name="宋体", size=11)
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        cell.number_format = form
        if given:
            cell.fill = _GIVEN
        elif sheet.protected:
            cell.protection = Protection(locked=False)

    wardrobe.dress(cell, (form, given, horizontal, sheet.protected), dress)


def _number_format(column: Column) -> str:
    formats = {str: "@", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss"}
    return formats.get(column.base, "General")


def _label(cell: Any) -> None:
    cell.border, cell.fill, cell.font = _FRAME, _LABEL, Font(name="黑体", size=11)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _offer(page: Any, column: Column, cells: str) -> None:
    """A drop-down list where certain words are expected, and the hint where there is one."""
    words = ",".join(column.words or column.cell.choices)
    if column.cell.given or not (words or column.cell.hint):
        return
    rule = DataValidation(allow_blank=True)
    if words and len(words) <= _WIDEST_LIST:
        rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        rule.showErrorMessage = bool(column.words) or column.base is int
        rule.error = "请从列表中选择"
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.header[:32], column.cell.hint or "请从列表中选择"
    page.add_data_validation(rule)
    rule.add(cells)


def _paper(page: Any, sheet: Sheet) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if sheet.table else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.protection.sheet = sheet.protected
