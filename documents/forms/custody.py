"""证书奖牌交接登记表: what was handed over, lost or taken back (art. 22, 25, 26).

Rows are independent. The form goes out with every item and where it is; a row whose last columns
stay empty says that nothing happened to the item.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import model_validator

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "证书奖牌交接"

Change = Literal["颁发", "遗失", "收回"]


class Custody(FormModel):
    """One item, and how it changed hands."""

    number: Annotated[str, Cell("编号", "证书或奖牌上的编号", code=True, given=True, width=30)]
    kind: Annotated[str, Cell("种类", given=True, width=8)] = ""
    holder: Annotated[str, Cell("获奖单位", given=True, width=36)] = ""
    state: Annotated[str, Cell("目前", given=True)] = ""
    change: Annotated[Change | None, Cell("交接", "没有交接的整行不填", width=10)] = None
    on: Annotated[date | None, Cell("日期")] = None
    person: Annotated[str, Cell("交接人", "领取人、声明人或交回人", width=14)] = ""
    officer: Annotated[str, Cell("经办人", width=14)] = ""
    place: Annotated[str, Cell("存放地点", "收回的必填", width=20)] = ""
    note: Annotated[str, Cell("说明", width=40)] = ""

    @model_validator(mode="after")
    def _whole(self) -> "Custody":
        needed = ["change", "on", "person", "officer"]
        needed += ["place"] if self.change == "收回" else []
        filled = any((self.change, self.on, self.person, self.officer, self.place, self.note))
        missing = [name for name in needed if not getattr(self, name)]
        if filled and missing:
            raise FieldProblem(missing[0], "未填写，请填写；没有交接的，整行后几列都不填")
        return self


def write_custody(rows: Sequence[Custody] = ()) -> bytes:
    return _write(rows_of(rows))


def blank_custody(items: Sequence[Mapping[str, Any]]) -> bytes:
    """The form with a row for each item: `number`, `kind`, `holder`, `state`."""
    return _write(items)


def read_custody(data: bytes, name: str) -> Rows[Custody]:
    """The good rows that say something, and the others' problems; `FormRefused` without sheet."""
    read = Book(data, name).only(SHEET, Custody)
    return Rows(tuple(row for row in read.rows if row.change), read.problems)


def _write(rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "有交接的填写右侧各列，没有交接的不填；一件物品有几次交接的，按先后填写几行。"
    sheet = Sheet(SHEET, "证书奖牌交接登记表", guide, table=Custody, rows=rows)
    return write_book([sheet])
