"""批复: the city government's answer to the request, name by name (art. 21)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from documents.forms.applicants import Applicant
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "批复"


class CityDecision(FormModel):
    """The decision on one name."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=26)]
    name: Annotated[str, Cell("拟获奖单位", given=True, width=42)]
    decision: Annotated[Literal["同意", "不同意"], Cell("批复意见", width=14)]
    note: Annotated[str, Cell("说明", width=44)] = ""


class CityReply(FormModel):
    """The reply with its document number as printed on it, and the name of the scanned file."""

    edition: Annotated[int, Cell("届次", given=True)]
    number: Annotated[str, Cell("批复文号", "按批复原件填写，如钦政函〔2026〕9号")]
    replied_on: Annotated[date, Cell("批复日期")]
    scan: Annotated[str, Cell("扫描件文件名")]
    decisions: tuple[CityDecision, ...]


def write_city_reply(reply: CityReply) -> bytes:
    return _write(cells_in(reply), rows_of(reply.decisions))


def blank_city_reply(*, edition: int, applicants: Sequence[Applicant]) -> bytes:
    """The form with the names put to the city government."""
    rows = [{"ref": one.ref, "name": one.name} for one in applicants]
    return _write({"edition": edition}, rows)


def read_city_reply(data: bytes, name: str) -> CityReply:
    """The reply; `FormRefused` unless every name is decided."""
    book = Book(data, name)
    decisions = book.rows(SHEET, CityDecision)
    return book.finish(book.card(SHEET, CityReply, decisions=decisions))


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "逐一填写市人民政府的批复意见，文号和日期以批复原件为准。"
    heading = "市人民政府批复登记表"
    return write_book(
        [Sheet(SHEET, heading, guide, CityReply, values, CityDecision, rows, blank_rows=0)]
    )
