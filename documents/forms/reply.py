"""部门反馈表: what a consulted department says about each applicant (art. 16).

A row without an opinion is a problem: silence is a state of its own and never consent. The other
rows of the department stand.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import model_validator

from documents.forms.applicants import Applicant, given
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Conditions, Ref, Uscc
from documents.sheets.problems import FormProblem
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book

SHEET = "部门意见"


class ReplyLine(FormModel):
    """One department about one applicant; no condition named means all it was asked about."""

    ref: Annotated[Ref, Cell("受理编号", code=True, given=True, width=26)]
    name: Annotated[str, Cell("申报单位", given=True, width=34)]
    uscc: Annotated[Uscc, Cell("统一社会信用代码", code=True, given=True, width=24)]
    opinion: Annotated[Literal["无异议", "有异议"], Cell("意见", width=12)]
    conditions: Annotated[
        Conditions, Cell("涉及的申报条件", "条件编号，见征求意见函，多项以顿号分隔", width=20)
    ] = ()
    facts: Annotated[str, Cell("事实与依据", "有异议的必填", width=50, longest=3000)] = ""
    occurred_on: Annotated[date | None, Cell("发生日期")] = None
    major: Annotated[bool | None, Cell("是否重大", "按本部门的认定填写，不能认定的不填")] = None
    level: Annotated[
        Literal["特别重大", "重大", "较大", "一般"] | None,
        Cell("事故等级", "事故按本部门认定的等级填写，不是事故的不填"),
    ] = None
    cured: Annotated[str, Cell("整改情况", "已整改的写明何时完成、由谁验收", width=30)] = ""

    @model_validator(mode="after")
    def _objection_has_facts(self) -> "ReplyLine":
        if self.opinion == "有异议" and not self.facts:
            raise FieldProblem("facts", "未填写，有异议的须写明事实与依据")
        return self


class ReplyForm(FormModel):
    """One department's answer: the lines in order, and what is wrong with the others."""

    edition: Annotated[int, Cell("届次", given=True)]
    department: Annotated[str, Cell("部门", given=True)]
    signed_by: Annotated[str, Cell("签发人")]
    replied_on: Annotated[date, Cell("反馈日期")]
    lines: tuple[ReplyLine, ...]
    problems: tuple[FormProblem, ...] = ()


def write_reply(form: ReplyForm) -> bytes:
    return _write(cells_in(form), rows_of(form.lines))


def blank_reply(*, edition: int, department: str, applicants: Sequence[Applicant]) -> bytes:
    """The form to be sent to one department."""
    return _write({"edition": edition, "department": department}, given(applicants))


def read_reply(data: bytes, name: str) -> ReplyForm:
    """The answer; `FormRefused` if its heading is bad or it has no good line."""
    book = Book(data, name)
    lines = book.good_rows(SHEET, ReplyLine)
    form = book.card(SHEET, ReplyForm, lines=lines.rows, problems=lines.problems)
    return book.finish_with(form, lines)


def _write(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    guide = "逐家填写“无异议”或“有异议”；未填写或逾期未反馈的，不视为同意。"
    sheet = Sheet(SHEET, "征求意见反馈表", guide, ReplyForm, values, ReplyLine, rows, blank_rows=0)
    return write_book([sheet])
