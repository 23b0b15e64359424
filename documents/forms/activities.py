"""宣传交流与自我报告: what winners did to spread their experience (art. 27, 28)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "宣传与自我报告"


class Activity(FormModel):
    """One activity or yearly self-report; rows are independent."""

    edition: Annotated[int, Cell("获奖届次", width=10)]
    ref: Annotated[Ref, Cell("受理编号", code=True, width=12)]
    kind: Annotated[Literal["宣传交流", "自我报告"], Cell("类型", width=12)]
    held_on: Annotated[date, Cell("日期")]
    title: Annotated[str, Cell("名称", width=36)]
    summary: Annotated[str, Cell("内容", width=60, longest=5000)] = ""
    proof: Annotated[str, Cell("材料文件名", width=30)] = ""


def write_activities(rows: Sequence[Activity] = ()) -> bytes:
    guide = "每项活动或每年的自我报告一行。"
    sheet = Sheet(SHEET, "宣传交流与自我报告登记表", guide, table=Activity, rows=rows_of(rows))
    return write_book([sheet])


def read_activities(data: bytes, name: str) -> Rows[Activity]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Activity)
