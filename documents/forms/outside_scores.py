"""外部得分表: scores that no stage here produces, from whoever found them out. All or nothing.

A missing score is never a zero: the form is refused until every applicant on it has one.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from documents.forms.applicants import Applicant
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.problems import FormProblem, about_sheet
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "外部得分"


class OutsideScore(FormModel):
    """One applicant's score on the scale of a review."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=16)]
    name: Annotated[str, Cell("申报单位", given=True, width=42)]
    score: Annotated[Decimal, Field(ge=0), Cell("得分", "满分与评审得分相同的数", width=14)]


class OutsideScores(FormModel):
    """One component for every applicant on it; `source` is who found it out."""

    edition: Annotated[int, Cell("届次", given=True)]
    component: Annotated[str, Cell("得分项代码", code=True, given=True)]
    component_name: Annotated[str, Cell("得分项", given=True)]
    source: Annotated[str, Cell("实施单位", "组织调查或答辩的单位")]
    signed_by: Annotated[str, Cell("负责人")]
    lines: tuple[OutsideScore, ...]


def write_outside_scores(form: OutsideScores) -> bytes:
    return _write(cells_in(form), rows_of(form.lines))


def blank_outside_scores(
    *, edition: int, component: str, component_name: str, applicants: Sequence[Applicant]
) -> bytes:
    """The form to be sent out: a row for each applicant."""
    values = {"edition": edition, "component": component, "component_name": component_name}
    return _write(values, [{"ref": one.ref, "name": one.name} for one in applicants])


def read_outside_scores(data: bytes, name: str) -> OutsideScores:
    """The scores; `FormRefused` unless every row is good."""
    book = Book(data, name)
    lines = book.rows(SHEET, OutsideScore)
    book.refuse(*_repeated(name, lines))
    return book.finish(book.card(SHEET, OutsideScores, lines=lines))


def _repeated(name: str, lines: Sequence[OutsideScore]) -> Iterator[FormProblem]:
    refs = [line.ref for line in lines]
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        yield about_sheet(name, SHEET, f"中{ref}出现不止一次，请只保留一行")


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "逐家填写得分，空白不作零分处理；得分与评审得分使用同一满分。"
    form, line = OutsideScores, OutsideScore
    return write_book([Sheet(SHEET, "外部得分表", guide, form, values, line, rows, blank_rows=0)])
