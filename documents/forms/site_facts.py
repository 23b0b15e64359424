"""现场核实表: what was looked at on site, and what the applicant signed for (art. 18)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "现场核实"


class SiteFact(FormModel):
    """One matter of the papers as found on site. Rows are independent."""

    ref: Annotated[str, Cell("受理编号", code=True, given=True, width=12)]
    name: Annotated[str, Cell("申报单位", given=True, width=28)]
    matter: Annotated[str, Cell("核实内容", width=40, longest=2000)]
    conclusion: Annotated[Literal["属实", "更正", "无法核实"], Cell("核实结论", width=12)]
    evidence: Annotated[str, Cell("依据或更正内容", width=40, longest=2000)]
    checker: Annotated[str, Cell("核实人", width=12)]
    representative: Annotated[str, Cell("申报单位签字代表", width=18)]
    signed_on: Annotated[date, Cell("签字日期")]


def write_site_facts(facts: Sequence[SiteFact] = ()) -> bytes:
    return _write(rows_of(facts))


def blank_site_facts(matters: Sequence[tuple[str, str, str]]) -> bytes:
    """The form with receipt number, name and matter of everything to be looked at."""
    return _write([{"ref": ref, "name": name, "matter": matter} for ref, name, matter in matters])


def read_site_facts(data: bytes, name: str) -> Rows[SiteFact]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, SiteFact)


def _write(rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "只写事实，不写评分；申报单位代表对事实部分签字确认，签字原件由承办机构存档。可以加行。"
    sheet = Sheet(SHEET, "现场核实表", guide, table=SiteFact, rows=rows, blank_rows=20)
    return write_book([sheet])
