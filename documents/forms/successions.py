"""更名合并登记: who is today what a winner or barred organisation was. Rows are independent."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Uscc
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "更名合并"


class Succession(FormModel):
    """One change; a mere change of name keeps the code."""

    kind: Annotated[Literal["更名", "合并", "分立"], Cell("变更", width=10)]
    former_uscc: Annotated[Uscc, Cell("原统一社会信用代码", code=True, width=24)]
    former_name: Annotated[str, Cell("原名称", width=36)]
    uscc: Annotated[Uscc, Cell("现统一社会信用代码", code=True, width=24)]
    name: Annotated[str, Cell("现名称", width=36)]
    since: Annotated[date, Cell("变更日期")]
    note: Annotated[str, Cell("依据材料", width=36)] = ""


def write_successions(rows: Sequence[Succession] = ()) -> bytes:
    guide = "以工商变更登记为准；是否承继称号和限制由承办机构在资格审查时认定。"
    sheet = Sheet(SHEET, "更名合并登记表", guide, table=Succession, rows=rows_of(rows))
    return write_book([sheet])


def read_successions(data: bytes, name: str) -> Rows[Succession]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Succession)
