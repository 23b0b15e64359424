"""称号使用登记: where winners use the title, and how (art. 29). Rows are independent."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "称号使用"


class TitleUse(FormModel):
    """One use, registered by the winner or seen by an office."""

    edition: Annotated[int, Cell("获奖届次", width=10)]
    holder: Annotated[str, Cell("获奖单位", "全称或统一社会信用代码", width=36)]
    medium: Annotated[Literal["企业形象宣传", "产品宣传"], Cell("使用方式", width=16)]
    place: Annotated[str, Cell("载体或位置", "如官网首页、产品包装", width=36)]
    shows_year: Annotated[bool, Cell("是否注明获奖年度", width=16)]
    seen_on: Annotated[date, Cell("日期")]


def write_title_uses(rows: Sequence[TitleUse] = ()) -> bytes:
    guide = "违反规定的使用会自动立案，由承办机构认定。"
    sheet = Sheet(SHEET, "称号使用登记表", guide, table=TitleUse, rows=rows_of(rows))
    return write_book([sheet])


def read_title_uses(data: bytes, name: str) -> Rows[TitleUse]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, TitleUse)
