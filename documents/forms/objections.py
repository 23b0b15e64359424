"""异议登记表: what the public raised during the publicity period (art. 20), row by row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "异议登记"


class Objection(FormModel):
    """One matter about one name; `contact` is kept off every public paper."""

    number: Annotated[str, Cell("异议编号", code=True, width=12)]
    received_at: Annotated[datetime, Cell("收到时间", "日期和时刻，如2026-12-01 09:30", width=22)]
    ref: Annotated[Ref, Cell("受理编号", code=True, width=12)]
    applicant: Annotated[str, Cell("所涉单位", width=34)]
    objector: Annotated[str, Cell("异议人", "匿名的不填", width=16)] = ""
    identity: Annotated[Literal["实名", "匿名"], Cell("是否实名", width=12)]
    contact: Annotated[str, Cell("联系方式", code=True, width=22)] = ""
    matter: Annotated[str, Cell("反映的问题", width=50, longest=5000)]
    evidence: Annotated[str, Cell("所附证据", width=34, longest=3000)] = ""


def write_objections(objections: Sequence[Objection] = ()) -> bytes:
    guide = "凡收到的均须登记，不论是否实名、是否逾期；公示材料不得载明异议人信息。"
    return write_book(
        [Sheet(SHEET, "公示异议登记表", guide, table=Objection, rows=rows_of(objections))]
    )


def read_objections(data: bytes, name: str) -> Rows[Objection]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, Objection)
