"""通讯录: the offices an edition writes to, and the person there."""

from collections.abc import Sequence
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Email, Region
from documents.sheets.problems import refuse_if
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "通讯录"


class Contact(FormModel):
    """One office and whom to write to there; `region` is the county's six-digit code."""

    kind: Annotated[
        Literal["县区", "部门", "第三方", "办公室", "市政府", "财政", "纪检监察"],
        Cell("类别", width=12),
    ]
    name: Annotated[str, Cell("单位名称", width=32)]
    person: Annotated[str, Cell("联系人", width=12)]
    email: Annotated[Email, Cell("电子邮箱", code=True, width=30)]
    phone: Annotated[str, Cell("电话", code=True)] = ""
    region: Annotated[Region, Cell("行政区划代码", "县区填6位代码，如450702", code=True)] = ""
    address: Annotated[str, Cell("地址", "印在公文上的办公地址", width=32)] = ""
    account: Annotated[str, Cell("收款账户", "户名、开户银行和账号", width=32)] = ""


def write_contacts(contacts: Sequence[Contact] = ()) -> bytes:
    guide = "带*的列必填；部门名称须与征求意见的部门一致。"
    return write_book([Sheet(SHEET, SHEET, guide, table=Contact, rows=rows_of(contacts))])


def read_contacts(data: bytes, name: str) -> tuple[Contact, ...]:
    """Every contact; `FormRefused` if any row is wrong, for a gap here is a letter not sent."""
    book = Book(data, name)
    rows = book.rows(SHEET, Contact)
    refuse_if(book.problems)
    return rows
