"""调查核实情况表: what was found about each objection (art. 20). Rows are independent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "调查核实"


class Investigation(FormModel):
    """The investigation of one objection, and what it suggests; the decision is taken later."""

    objection: Annotated[str, Cell("异议编号", code=True, given=True, width=12)]
    method: Annotated[str, Cell("核实方式", width=34, longest=3000)]
    findings: Annotated[str, Cell("核实情况", width=60, longest=5000)]
    opinion: Annotated[Literal["成立", "部分成立", "不成立"], Cell("核实结论", width=12)]
    investigated_on: Annotated[date, Cell("核实日期")]


def write_investigation(investigations: Sequence[Investigation] = ()) -> bytes:
    return _write(rows_of(investigations), 20)


def blank_investigation(objections: Sequence[str]) -> bytes:
    """The form with the numbers of the objections to be investigated."""
    return _write([{"objection": number} for number in objections], 0)


def read_investigation(data: bytes, name: str) -> Rows[Investigation]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Investigation)


def _write(rows: Sequence[Mapping[str, Any]], blank_rows: int) -> bytes:
    guide = "核实结论供征求全体委员书面意见，不代替处理意见。"
    heading = "调查核实情况表"
    sheet = Sheet(SHEET, heading, guide, table=Investigation, rows=rows, blank_rows=blank_rows)
    return write_book([sheet])
