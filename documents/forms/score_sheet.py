"""评分表: one workbook a reviewer and stage, one sheet an applicant, one row an item (art. 17, 18).

A missing percentage is a problem and never a zero: the applicant's sheet is left out until it is
complete, the other sheets of the workbook stand.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel, columns_of
from documents.sheets.fields import Ref
from documents.sheets.opening import Grid
from documents.sheets.problems import FormProblem, about_file, about_sheet, refuse_if
from documents.sheets.reading import read_card, read_rows
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "说明"
STAGES = {"document-review": "资料评审", "site-review": "现场评审"}
STEP = 5  # offered in the list; whether a percentage is legal is decided by the rules
PERCENTAGES = tuple(str(percent) for percent in range(0, 101, STEP))

ReviewStage = Literal["document-review", "site-review"]
Percent = Annotated[int, Field(ge=0, le=100)]


class Item(FormModel):
    """One item of the criteria with the score given to it, in percent of its points."""

    number: Annotated[str, Cell("条款号", code=True, given=True, width=9)]
    name: Annotated[str, Cell("条款名称", given=True, width=24)]
    points: Annotated[int, Cell("分值", given=True, width=7)]
    percent: Annotated[
        Percent, Cell("得分百分比", "0至100之间5的倍数", choices=PERCENTAGES, width=12)
    ]
    strengths: Annotated[str, Cell("优势", width=44, longest=3000)] = ""
    improvements: Annotated[str, Cell("改进机会", width=44, longest=3000)] = ""


class SiteItem(Item):
    """An item scored again on site; a step or more away from the papers' result needs a reason.

    `document_percent` is the panel's mean and may lie between two steps; empty where there is none.
    """

    document_percent: Annotated[Decimal | None, Cell("资料评审百分比", given=True, width=12)] = None
    reason: Annotated[str, Cell("改变理由", width=40, longest=3000)] = ""

    @model_validator(mode="after")
    def _change_has_a_reason(self) -> "SiteItem":
        if self.document_percent is None or self.reason:
            return self
        if abs(self.percent - self.document_percent) >= STEP:
            what = f"未填写，得分百分比与资料评审相差{STEP}个百分点及以上的须说明理由"
            raise FieldProblem("reason", what)
        return self


class ApplicantSheet(FormModel):
    """What one reviewer says about one applicant."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True)]
    applicant: Annotated[str, Cell("申报单位", given=True, width=40)]
    overall: Annotated[str, Cell("综合评语", longest=5000)] = ""
    questions: Annotated[str, Cell("需现场核实的问题", longest=5000)] = ""
    items: tuple[SiteItem | Item, ...]


class ScoreWorkbook(FormModel):
    """One reviewer's workbook: the sheets in order, and what is wrong with the others."""

    edition: Annotated[int, Cell("届次", given=True)]
    stage: Annotated[ReviewStage, Cell("评审阶段", given=True, labels=STAGES)]
    panel: Annotated[int, Cell("评审组", given=True)]
    reviewer: Annotated[Ref, Cell("评审员编号", code=True, given=True)]
    reviewer_name: Annotated[str, Cell("评审员姓名", given=True, width=40)]
    criteria: Annotated[str, Cell("评审标准", code=True, given=True)]
    sheets: tuple[ApplicantSheet, ...]
    problems: tuple[FormProblem, ...] = ()


class BlankItem(FormModel):
    """An item to be scored; `document_percent` is the panel's result from the papers."""

    number: str
    name: str
    points: int
    document_percent: Decimal | None = None


class BlankSheet(FormModel):
    """A sheet to be sent out: the applicant and the items asked about."""

    ref: str
    applicant: str
    items: tuple[BlankItem, ...]


def write_score_sheet(workbook: ScoreWorkbook) -> bytes:
    """A workbook as filled in."""
    sheets = [
        _applicant(
            workbook.stage, sheet.ref, sheet.applicant, cells_in(sheet), rows_of(sheet.items)
        )
        for sheet in workbook.sheets
    ]
    return write_book([_cover(cells_in(workbook)), *sheets])


def blank_score_sheet(
    *,
    edition: int,
    stage: ReviewStage,
    panel: int,
    reviewer: str,
    reviewer_name: str,
    criteria: str,
    applicants: Sequence[BlankSheet],
) -> bytes:
    """A workbook to be sent to one reviewer; only the cells to be filled in can be changed."""
    cover = {
        "edition": edition,
        "stage": stage,
        "panel": panel,
        "reviewer": reviewer,
        "reviewer_name": reviewer_name,
        "criteria": criteria,
    }
    sheets = [
        _applicant(
            stage,
            blank.ref,
            blank.applicant,
            {"ref": blank.ref, "applicant": blank.applicant},
            tuple(item.model_dump() for item in blank.items),
        )
        for blank in applicants
    ]
    return write_book([_cover(cover), *sheets])


def read_score_sheet(data: bytes, name: str) -> ScoreWorkbook:
    """The workbook with every complete sheet; `FormRefused` if the cover or all sheets are bad."""
    book = Book(data, name)
    book.card(SHEET, ScoreWorkbook)
    refuse_if(book.problems, book.partial)
    sheets: list[ApplicantSheet] = []
    problems: list[FormProblem] = []
    for grid in (grid for title, grid in book.sheets.items() if title != SHEET):
        sheet, wrong = _read_applicant(grid, _item(book.partial["stage"]))
        problems += wrong
        sheets += [sheet] if sheet else []
    if not sheets:
        book.refuse(*problems or [about_file(name, "没有评分工作表，请使用下发的评分表")])
    parts = {"sheets": tuple(sheets), "problems": tuple(problems)}
    return book.finish(book.card(SHEET, ScoreWorkbook, **parts))


def _read_applicant(
    grid: Grid, item: type[Item]
) -> tuple[ApplicantSheet | None, tuple[FormProblem, ...]]:
    card, rows = read_card(grid, ApplicantSheet), read_rows(grid, item)
    problems = [*rows.problems, *_repeated(grid, [row.number for row in rows.rows])]
    if card.values.get("ref", grid.sheet) != grid.sheet:
        problems.append(about_sheet(grid.file, grid.sheet, "的名称与表内受理编号不一致，请勿改名"))
    if not rows.rows and not problems:
        problems.append(about_sheet(grid.file, grid.sheet, "没有评分条款，请使用下发的评分表"))
    if problems:
        return None, (*card.problems, *problems)
    return card.build(ApplicantSheet, items=rows.rows)


def _repeated(grid: Grid, numbers: Sequence[str]) -> list[FormProblem]:
    return [
        about_sheet(grid.file, grid.sheet, f"中条款{number}出现不止一次，请每条只保留一行")
        for number in sorted({one for one in numbers if numbers.count(one) > 1})
    ]


def _item(stage: ReviewStage) -> type[Item]:
    return SiteItem if stage == "site-review" else Item


def _cover(values: Mapping[str, object]) -> Sheet:
    guide = "每个申报单位一张工作表；每一条款均须填写得分百分比，空白不作零分处理。"
    return Sheet(SHEET, "评审员评分表", guide, ScoreWorkbook, values, protected=True)


def _applicant(
    stage: ReviewStage,
    ref: str,
    applicant: str,
    values: Mapping[str, object],
    rows: Sequence[Mapping[str, object]],
) -> Sheet:
    item = _item(stage)
    kept = {column.field for column in columns_of(item)}
    return Sheet(
        ref,
        f"{STAGES[stage]}评分表：{applicant}",
        "先选定最符合的分数段，再在段内选定5的倍数；优势和改进机会至少填写一项。",
        ApplicantSheet,
        values,
        item,
        [{field: value for field, value in row.items() if field in kept} for row in rows],
        protected=True,
        blank_rows=0,
    )
