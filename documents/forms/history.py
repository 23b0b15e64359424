"""历届获奖名单: earlier prizes (art. 13(8)) and bars from applying (art. 25)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import model_validator

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Uscc
from documents.sheets.problems import FormProblem, about_sheet
from documents.sheets.writing import Sheet, rows_of, write_book

PRIZES_SHEET = "获奖"
BARS_SHEET = "禁止申报"


class PastPrize(FormModel):
    """A prize of an earlier edition; `prize` is its name as in the policy, `edition` its label."""

    uscc: Annotated[Uscc, Cell("统一社会信用代码", code=True, width=24)]
    name: Annotated[str, Cell("获奖单位", width=36)]
    prize: Annotated[str, Cell("奖项", "奖项全称，如市长质量奖", width=24)]
    decided_on: Annotated[date, Cell("表彰决定日期")]
    edition: Annotated[str, Cell("届次", "如第二届", width=12)] = ""
    revoked_on: Annotated[date | None, Cell("撤销日期", "未撤销的不填")] = None


class Bar(FormModel):
    """A bar from applying, both days included."""

    uscc: Annotated[Uscc, Cell("统一社会信用代码", code=True, width=24)]
    name: Annotated[str, Cell("单位名称", width=36)]
    ground: Annotated[str, Cell("事由", width=40)]
    article: Annotated[str, Cell("依据", "条文编号", width=18)]
    since: Annotated[date, Cell("起始日期")]
    until: Annotated[date, Cell("截止日期")]

    @model_validator(mode="after")
    def _in_order(self) -> "Bar":
        if self.until < self.since:
            raise FieldProblem("until", "早于起始日期，请核对")
        return self


class History(FormModel):
    """The register as handed in."""

    prizes: tuple[PastPrize, ...] = ()
    bars: tuple[Bar, ...] = ()


def write_history(history: History | None = None) -> bytes:
    history = history or History()
    prizes = "已撤销的奖项保留在表内并填写撤销日期。"
    bars = "起止日期均含当日。"
    return write_book(
        [
            Sheet(
                PRIZES_SHEET,
                "历届获奖名单",
                prizes,
                table=PastPrize,
                rows=rows_of(history.prizes),
            ),
            Sheet(BARS_SHEET, "禁止申报名单", bars, table=Bar, rows=rows_of(history.bars)),
        ]
    )


def read_history(data: bytes, name: str) -> History:
    """The whole register; `FormRefused` if any row is wrong, for eligibility rests on it."""
    book = Book(data, name)
    prizes, bars = book.rows(PRIZES_SHEET, PastPrize), book.rows(BARS_SHEET, Bar)
    book.refuse(*_repeated(name, prizes))
    return book.finish(History(prizes=prizes, bars=bars))


def _repeated(name: str, prizes: tuple[PastPrize, ...]) -> Iterator[FormProblem]:
    seen = set()
    for one in prizes:
        key = (one.uscc, one.prize, one.decided_on)
        if key in seen:
            yield about_sheet(name, PRIZES_SHEET, f"中{one.name}的同一奖项出现不止一次，请删去重复")
        seen.add(key)
