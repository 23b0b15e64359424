"""委员名单: the members of the review committee of one edition (art. 8)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Email
from documents.sheets.problems import refuse_if
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "委员名单"


class Member(FormModel):
    """One member; the post counts, not the person, when an office holder changes."""

    name: Annotated[str, Cell("姓名", width=12)]
    employer: Annotated[str, Cell("工作单位", width=32)]
    post: Annotated[str, Cell("职务", width=28)]
    role: Annotated[Literal["主任委员", "副主任委员", "委员"], Cell("评审委员会职务", width=18)]
    email: Annotated[Email, Cell("电子邮箱", code=True, width=30)]
    proposed_by: Annotated[str, Cell("提出单位", "按职务任职的不填", width=32)] = ""


def write_committee(members: Sequence[Member] = ()) -> bytes:
    guide = (
        "主任委员、副主任委员按职务任职；其他委员写明提出名单的领导小组成员单位，报主任委员审定。"
    )
    heading = "评审委员会委员名单"
    return write_book([Sheet(SHEET, heading, guide, table=Member, rows=rows_of(members))])


def read_committee(data: bytes, name: str) -> tuple[Member, ...]:
    """Every member; `FormRefused` if any row is wrong: the quorum counts all of them."""
    book = Book(data, name)
    rows = book.rows(SHEET, Member)
    refuse_if(book.problems)
    return rows
