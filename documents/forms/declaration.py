"""回避声明: a reviewer's word about each applicant, and the promise of secrecy (art. 30)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import model_validator

from documents.forms.applicants import Applicant
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Ref
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "回避声明"


class DeclarationLine(FormModel):
    """One reviewer about one applicant."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=26)]
    applicant: Annotated[str, Cell("申报单位", given=True, width=42)]
    interest: Annotated[Literal["无", "有"], Cell("利害关系", width=12)]
    note: Annotated[str, Cell("说明", "有利害关系的写明何种关系", width=50)] = ""

    @model_validator(mode="after")
    def _interest_is_named(self) -> "DeclarationLine":
        if self.interest == "有" and not self.note:
            raise FieldProblem("note", "未填写，有利害关系的须写明何种关系")
        return self


class DeclarationForm(FormModel):
    """One reviewer's declaration about every applicant of the panel."""

    edition: Annotated[int, Cell("届次", given=True)]
    panel: Annotated[int, Cell("评审组", given=True)]
    reviewer: Annotated[Ref, Cell("评审员编号", code=True, given=True)]
    name: Annotated[str, Cell("姓名", given=True)]
    confidential: Annotated[bool, Cell("承诺遵守保密和评审纪律", "“是”或“否”")]
    signed_on: Annotated[date, Cell("签署日期")]
    lines: tuple[DeclarationLine, ...]


def write_declaration(form: DeclarationForm) -> bytes:
    return _write(cells_in(form), rows_of(form.lines))


def blank_declaration(
    *, edition: int, panel: int, reviewer: str, name: str, applicants: Sequence[Applicant]
) -> bytes:
    """The form to be sent to one reviewer."""
    values = {"edition": edition, "panel": panel, "reviewer": reviewer, "name": name}
    return _write(values, [{"ref": one.ref, "applicant": one.name} for one in applicants])


def read_declaration(data: bytes, name: str) -> DeclarationForm:
    """The declaration; `FormRefused` unless every applicant is answered for: it is one promise."""
    book = Book(data, name)
    lines = book.rows(SHEET, DeclarationLine)
    return book.finish(book.card(SHEET, DeclarationForm, lines=lines))


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = (
        "与申报单位有任职、咨询、培训、认证、持股、近亲属、竞争等关系的填“有”，由办公室安排回避。"
    )
    heading = "评审员回避声明"
    form, line = DeclarationForm, DeclarationLine
    return write_book([Sheet(SHEET, heading, guide, form, values, line, rows, blank_rows=0)])
