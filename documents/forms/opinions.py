"""委员书面意见表: what each member wrote about each objection (art. 20). Rows are independent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "书面意见"


class WrittenOpinion(FormModel):
    """One member about the proposed handling of one objection; who does not write is silent."""

    objection: Annotated[str, Cell("异议编号", code=True, given=True, width=12)]
    member: Annotated[str, Cell("委员", given=True, width=14)]
    opinion: Annotated[Literal["同意", "不同意", "弃权"], Cell("意见", width=12)]
    text: Annotated[str, Cell("意见内容", width=60, longest=5000)] = ""
    replied_on: Annotated[date, Cell("答复日期")]


def write_opinions(opinions: Sequence[WrittenOpinion] = ()) -> bytes:
    return _write(rows_of(opinions))


def blank_opinions(objections: Sequence[str], members: Sequence[str]) -> bytes:
    """A form with a row for each objection and member."""
    return _write(
        [{"objection": number, "member": member} for number in objections for member in members]
    )


def read_opinions(data: bytes, name: str) -> Rows[WrittenOpinion]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, WrittenOpinion)


def _write(rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "须书面征求全体委员意见；未答复的不视为同意。"
    heading = "委员书面意见表"
    return write_book([Sheet(SHEET, heading, guide, table=WrittenOpinion, rows=rows)])
