"""评审员库: the expert pool and the interests its members declared (art. 9(2), 30)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from pydantic import model_validator

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Email, Ref, Region, Uscc
from documents.sheets.problems import FormProblem, about_sheet
from documents.sheets.writing import Sheet, rows_of, write_book

POOL_SHEET = "评审员"
INTERESTS_SHEET = "利害关系"
INTEREST_KINDS = ("任职", "咨询", "培训", "认证", "持股", "近亲属", "竞争关系", "同一集团", "其他")


class Reviewer(FormModel):
    """One member of the pool; `id` is what the draw is made from."""

    id: Annotated[Ref, Cell("编号", "评审员编号，如E01", code=True, width=10)]
    name: Annotated[str, Cell("姓名", width=12)]
    employer: Annotated[str, Cell("工作单位", width=32)]
    employer_uscc: Annotated[Uscc, Cell("单位统一社会信用代码", code=True, width=24)] = ""
    specialty: Annotated[str, Cell("专业领域", width=24)] = ""
    email: Annotated[Email, Cell("电子邮箱", code=True, width=30)]
    phone: Annotated[str, Cell("电话", code=True)] = ""
    region: Annotated[Region, Cell("行政区划代码", "常住地6位代码，如450702", code=True)] = ""


class Interest(FormModel):
    """A standing tie between a reviewer and an organisation; open dates mean "still" or "ever"."""

    reviewer: Annotated[Ref, Cell("评审员编号", code=True, width=12)]
    organisation: Annotated[str, Cell("企业或组织名称", width=32)]
    uscc: Annotated[Uscc, Cell("统一社会信用代码", code=True, width=24)] = ""
    kind: Annotated[str, Cell("关系类型", "如任职、咨询、持股、近亲属", choices=INTEREST_KINDS)]
    since: Annotated[date | None, Cell("起始日期")] = None
    until: Annotated[date | None, Cell("终止日期", "仍在持续的不填")] = None
    note: Annotated[str, Cell("说明", width=32)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Interest":
        if self.since and self.until and self.until < self.since:
            raise FieldProblem("until", "早于起始日期，请核对")
        return self


class ReviewerPool(FormModel):
    """The pool as handed in."""

    reviewers: tuple[Reviewer, ...]
    interests: tuple[Interest, ...] = ()


def write_reviewers(pool: ReviewerPool | None = None) -> bytes:
    pool = pool or ReviewerPool(reviewers=())
    return write_book(
        [
            Sheet(
                POOL_SHEET,
                "评审员库",
                "编号一经使用不得改动或重复使用。",
                table=Reviewer,
                rows=rows_of(pool.reviewers),
            ),
            Sheet(
                INTERESTS_SHEET,
                "评审员利害关系登记",
                "一行一项关系；抽取评审组时据此回避。",
                table=Interest,
                rows=rows_of(pool.interests),
            ),
        ]
    )


def read_reviewers(data: bytes, name: str) -> ReviewerPool:
    """The whole pool; `FormRefused` if any row is wrong, for the draw is made from all of it."""
    book = Book(data, name)
    pool, interests = book.rows(POOL_SHEET, Reviewer), book.rows(INTERESTS_SHEET, Interest)
    known = [reviewer.id for reviewer in pool]
    book.refuse(*_repeated(name, known))
    if not book.problems:
        book.refuse(*_strangers(name, known, interests))
    return book.finish(ReviewerPool(reviewers=pool, interests=interests))


def _repeated(name: str, ids: Sequence[str]) -> Iterator[FormProblem]:
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        yield about_sheet(name, POOL_SHEET, f"中编号{repeated}重复，请为每人编不同的编号")


def _strangers(
    name: str, known: Sequence[str], interests: Sequence[Interest]
) -> Iterator[FormProblem]:
    for stranger in sorted({interest.reviewer for interest in interests} - set(known)):
        what = f"中的评审员编号{stranger}不在“{POOL_SHEET}”表内，请核对"
        yield about_sheet(name, INTERESTS_SHEET, what)
