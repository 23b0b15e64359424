"""评审后声明: a reviewer's word after the review, one line an applicant (art. 30)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import model_validator

from documents.forms.applicants import Applicant
from documents.forms.declaration import DeclarationLine
from documents.forms.score_sheet import STAGES, ReviewStage
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Ref
from documents.sheets.problems import FormProblem
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "评审后声明"


class AfterDeclaration(FormModel):
    """The lines that are in order, and what is wrong with the others."""

    edition: Annotated[int, Cell("届次", given=True)]
    stage: Annotated[ReviewStage, Cell("评审阶段", given=True, labels=STAGES)]
    panel: Annotated[int, Cell("评审组", given=True)]
    reviewer: Annotated[Ref, Cell("评审员编号", code=True, given=True)]
    name: Annotated[str, Cell("姓名", given=True)]
    nothing_new: Annotated[bool, Cell("评审期间无新的利害关系", "“是”或“否”")]
    signed_on: Annotated[date, Cell("签署日期")]
    lines: tuple[DeclarationLine, ...]
    problems: tuple[FormProblem, ...] = ()

    @model_validator(mode="after")
    def _both_say_the_same(self) -> "AfterDeclaration":
        told = any(line.interest == "有" for line in self.lines)
        if told and self.nothing_new:
            raise FieldProblem("nothing_new", "填写为“是”，但下面有单位填“有”，请核对")
        if not (told or self.nothing_new or self.problems):
            raise FieldProblem("nothing_new", "填写为“否”，须在下面逐家写明有何利害关系")
        return self


def write_after_declaration(form: AfterDeclaration) -> bytes:
    return _write(cells_in(form), rows_of(form.lines))


def blank_after_declaration(
    *,
    edition: int,
    stage: ReviewStage,
    panel: int,
    reviewer: str,
    name: str,
    applicants: Sequence[Applicant],
) -> bytes:
    """The form to be sent to one reviewer with the score sheets."""
    values = {
        "edition": edition, "stage": stage, "panel": panel, "reviewer": reviewer, "name": name,
    }  # fmt: skip
    return _write(values, [{"ref": one.ref, "applicant": one.name} for one in applicants])


def read_after_declaration(data: bytes, name: str) -> AfterDeclaration:
    """The declaration with every good line; `FormRefused` if the head or all lines are bad."""
    book = Book(data, name)
    read = book.good_rows(SHEET, DeclarationLine)
    form = book.card(SHEET, AfterDeclaration, lines=read.rows, problems=read.problems)
    return book.finish_with(form, read)


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "评分完成后填写并发回；评审期间出现或发现利害关系的填“有”，对该单位的评分按回避处理。"
    form, line = AfterDeclaration, DeclarationLine
    return write_book(
        [Sheet(SHEET, "评审员评审后声明", guide, form, values, line, rows, blank_rows=0)]
    )
