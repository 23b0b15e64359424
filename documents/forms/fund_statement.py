"""资金使用计划、资金使用报告: how a winner uses the fund, item by item (art. 23)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "资金使用"
ITEMS_SHEET = "资金使用明细"

_KINDS = {"plan": "使用计划", "report": "使用报告"}


class Item(FormModel):
    """One item; a report names the day and the proof."""

    use: Annotated[str, Cell("资金用途", "按规定的用途填写", width=26)]
    purpose: Annotated[str, Cell("具体内容", width=44, longest=2000)]
    amount: Annotated[Decimal, Cell("金额（元）", width=16)]
    spent_on: Annotated[date | None, Cell("支出日期", "使用报告必填")] = None
    proof: Annotated[str, Cell("证明文件名", "发票、合同等，与本表一同报送", width=30)] = ""


class FundStatement(FormModel):
    """A plan, or a report for the month after the award that the regulation or notice names."""

    edition: Annotated[int, Cell("届次", width=10)]
    ref: Annotated[Ref, Cell("受理编号", code=True)]
    name: Annotated[str, Cell("获奖单位", width=36)]
    kind: Annotated[Literal["plan", "report"], Cell("类型", labels=_KINDS)]
    month: Annotated[int, Cell("授奖后第几个月", "使用计划填0")] = 0
    items: tuple[Item, ...]


def write_fund_statement(statement: FundStatement) -> bytes:
    return _write(cells_in(statement), rows_of(statement.items))


def blank_fund_statement() -> bytes:
    return _write({}, ())


def read_fund_statement(data: bytes, name: str) -> FundStatement:
    """The whole statement; `FormRefused` if any item is wrong, for the sum rests on all."""
    book = Book(data, name)
    items = book.rows(ITEMS_SHEET, Item)
    return book.finish(book.card(SHEET, FundStatement, items=items))


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    heading = "质量发展资金使用计划（报告）"
    return write_book(
        [
            Sheet(SHEET, heading, card=FundStatement, values=values),
            Sheet(ITEMS_SHEET, "使用明细", table=Item, rows=rows),
        ]
    )
