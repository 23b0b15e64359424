"""情况通报表: what a department found about a winner, applicant or reviewer (art. 31)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "情况通报"

Ground = Literal[
    "弄虚作假骗取奖项",
    "发生重大质量、安全生产、环境污染事故",
    "发生重大质量问题被查处或投诉属实",
    "发生严重违法、违纪、违规行为",
    "称号用于产品宣传或未注明年度",
    "挪用质量发展资金",
    "违反评审纪律",
]


class Incident(FormModel):
    """One report; rows are independent."""

    edition: Annotated[int, Cell("涉及届次", "获奖或申报的届次，如3", width=12)]
    subject: Annotated[
        str, Cell("单位或人员", "统一社会信用代码或全称；评审人员填编号或姓名", width=36)
    ]
    ground: Annotated[Ground, Cell("情形", width=36)]
    occurred_on: Annotated[date, Cell("发生日期")]
    facts: Annotated[str, Cell("事实", width=60, longest=3000)]
    reporter: Annotated[str, Cell("通报部门", width=26)]
    evidence: Annotated[
        tuple[str, ...], Cell("证据文件名", "与本表一同导入，多个以顿号分隔", width=34)
    ] = ()


def write_incidents(rows: Sequence[Incident] = ()) -> bytes:
    guide = "每件事一行；证据文件与本表一同导入。"
    sheet = Sheet(SHEET, "情况通报表", guide, table=Incident, rows=rows_of(rows))
    return write_book([sheet])


def read_incidents(data: bytes, name: str) -> Rows[Incident]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Incident)
