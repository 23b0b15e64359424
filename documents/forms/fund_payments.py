"""资金拨付登记: what the finance office paid to winners (art. 22). Rows are independent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "资金拨付"


class Payment(FormModel):
    """One instalment as paid."""

    edition: Annotated[int, Cell("届次", width=8)]
    ref: Annotated[Ref, Cell("受理编号", code=True, width=12)]
    name: Annotated[str, Cell("获奖单位", width=36)]
    instalment: Annotated[int, Cell("期次", width=8)]
    amount: Annotated[Decimal, Cell("金额（元）", width=16)]
    paid_on: Annotated[date, Cell("拨付日期")]
    voucher: Annotated[str, Cell("凭证号", code=True, width=20)]


def write_fund_payments(rows: Sequence[Payment] = ()) -> bytes:
    guide = "每期一行，金额须与拨付通知一致。"
    sheet = Sheet(SHEET, "质量发展资金拨付登记表", guide, table=Payment, rows=rows_of(rows))
    return write_book([sheet])


def read_fund_payments(data: bytes, name: str) -> Rows[Payment]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Payment)
