"""名录: a list that a condition of the city names, such as a nursery pool. Nothing or all of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import model_validator

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Uscc
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "名录"


class Listing(FormModel):
    """One organisation on one list, both days included."""

    list_name: Annotated[str, Cell("名录名称", "与申报条件所写一致", width=24)]
    uscc: Annotated[Uscc, Cell("统一社会信用代码", code=True, width=24)]
    name: Annotated[str, Cell("单位名称", width=36)]
    since: Annotated[date, Cell("列入日期")]
    until: Annotated[date | None, Cell("移出日期", "仍在名录内的不填")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Listing":
        if self.until and self.until < self.since:
            raise FieldProblem("until", "早于列入日期，请核对")
        return self


class Listings(FormModel):
    """The lists as handed in: each list named in it is what the file says."""

    rows: tuple[Listing, ...]


def write_listings(form: Listings) -> bytes:
    return _write(rows_of(form.rows))


def blank_listings(names: Sequence[str]) -> bytes:
    """The form with a row begun for each list."""
    return _write([{"list_name": name} for name in names])


def read_listings(data: bytes, name: str) -> Listings:
    """Every row; `FormRefused` if one is wrong, for eligibility rests on it."""
    book = Book(data, name)
    rows = book.rows(SHEET, Listing)
    return book.finish(Listings(rows=rows))


def _write(rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "每一名录须完整报送；起止日期均含当日。"
    return write_book([Sheet(SHEET, "名录登记表", guide, table=Listing, rows=rows)])
