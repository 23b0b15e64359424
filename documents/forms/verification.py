"""核实情况表: what experts or a third party found for each applicant and condition (art. 9(5))."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from documents.forms.applicants import Applicant
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Ref
from documents.sheets.problems import FormProblem
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "核实情况"


class VerificationLine(FormModel):
    """One condition of one applicant, as found; 无法认定 leaves it to the office."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=26)]
    name: Annotated[str, Cell("申报单位", given=True, width=34)]
    condition: Annotated[str, Cell("申报条件", code=True, given=True, width=12)]
    outcome: Annotated[Literal["满足", "不满足", "无法认定"], Cell("核实结论", width=14)]
    evidence: Annotated[str, Cell("核实依据", width=56, longest=3000)]
    checker: Annotated[str, Cell("核实人", width=14)]


class VerificationForm(FormModel):
    """One verifier's report: the lines in order, and what is wrong with the others."""

    edition: Annotated[int, Cell("届次", given=True)]
    verifier: Annotated[str, Cell("核实单位", given=True)]
    signed_by: Annotated[str, Cell("签发人")]
    replied_on: Annotated[date, Cell("反馈日期")]
    lines: tuple[VerificationLine, ...]
    problems: tuple[FormProblem, ...] = ()


def write_verification(form: VerificationForm) -> bytes:
    return _write(cells_in(form), rows_of(form.lines))


def blank_verification(
    *, edition: int, verifier: str, applicants: Sequence[Applicant], conditions: Sequence[str]
) -> bytes:
    """The form to be sent to one verifier: a row for each applicant and condition."""
    rows = [
        {"ref": one.ref, "name": one.name, "condition": condition}
        for one in applicants
        for condition in conditions
    ]
    return _write({"edition": edition, "verifier": verifier}, rows)


def read_verification(data: bytes, name: str) -> VerificationForm:
    """The report; `FormRefused` if its heading is bad or it has no good line."""
    book = Book(data, name)
    lines = book.good_rows(SHEET, VerificationLine)
    form = book.card(SHEET, VerificationForm, lines=lines.rows, problems=lines.problems)
    return book.finish_with(form, lines)


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "逐项填写核实结论和依据；不能得出结论的填“无法认定”并说明原因。"
    return write_book(
        [
            Sheet(
                SHEET,
                "申报条件核实情况表",
                guide,
                VerificationForm,
                values,
                VerificationLine,
                rows,
                blank_rows=0,
            )
        ]
    )
