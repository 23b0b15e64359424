"""案件办理情况表: what was stated, given back, paid or published. Rows are independent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "案件办理"

Step = Literal["书面说明", "收回奖牌", "收回证书", "发布公告", "缴回资金", "已改正", "无法收回"]


class Progress(FormModel):
    """One thing that happened in one case."""

    case: Annotated[int, Cell("案件号", "案〔2027〕3号填3", width=10)]
    step: Annotated[Step, Cell("事项", width=14)]
    on: Annotated[date, Cell("日期")]
    amount: Annotated[Decimal | None, Cell("金额（元）", "只在缴回资金时填写", width=14)] = None
    channel: Annotated[
        str, Cell("渠道或对象", "公告填渠道名称，无法收回填奖牌、证书或资金", width=28)
    ] = ""
    voucher: Annotated[str, Cell("凭证号", code=True, width=18)] = ""
    proof: Annotated[str, Cell("证明文件名", "与本表一同导入", width=30)] = ""
    note: Annotated[str, Cell("说明", width=44, longest=3000)] = ""


def write_progress(rows: Sequence[Progress] = ()) -> bytes:
    guide = "每件事一行；发布公告须附证明，缴回资金须填金额和凭证号，无法收回须写明原因。"
    sheet = Sheet(SHEET, "案件办理情况表", guide, table=Progress, rows=rows_of(rows))
    return write_book([sheet])


def read_progress(data: bytes, name: str) -> Rows[Progress]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Progress)
