"""Declarations after a review coming in (art. 30): an interest takes the score out by force."""

from collections.abc import Iterable

from actions.errors import ActionRefused, NotEntitled, UnknownSubject, WrongMoment
from actions.panels.seats import reviewer_of
from actions.report import Line
from actions.review import review
from actions.review.after_forms import TITLE
from documents.forms.after_declaration import AfterDeclaration as Form
from documents.forms.declaration import DeclarationLine
from models.after_declaration import AfterDeclaration, signed_after
from models.edition import Phase, StageAttempt, latest_attempt
from models.review import ScoreSheet, SheetState, sheets_of
from models.types import id_of
from runtime.desk import Desk

_TAKING = {Phase.WAITING, Phase.CLOSING, Phase.DECIDING}


def take_after_declaration(
    desk: Desk, edition: int, form: Form, *, source: str, sha256: str
) -> list[Line]:
    """Take every line about an applicant the reviewer judged; an interest takes the score out.

    Raises:
        WrongMoment: the review has not begun, or is decided.
        ActionRefused: another edition, or no such reviewer in this review.
    """
    if form.edition != edition:
        raise ActionRefused(f"表格是第{form.edition}届的，现在办理的是第{edition}届，请核对。")
    attempt = _taking(desk, edition, form)
    sheets = sheets_of(desk.session, id_of(attempt))
    own = {sheet.ref: sheet for sheet in sheets if sheet.reviewer == form.reviewer}
    if not own:
        raise UnknownSubject(f"{form.reviewer}没有参加这次评审，请使用下发的表格。")
    if form.name != (name := reviewer_of(desk, form.reviewer).name):
        raise NotEntitled(f"{form.reviewer}是{name}，不是{form.name}，请核对。")
    rows = signed_after(desk.session, id_of(attempt))
    known = {one.ref: one for one in rows if one.reviewer == form.reviewer}
    before, lines = _said(known.values()), []
    for line in form.lines:
        row = known.get(line.ref) or AfterDeclaration(
            attempt_id=id_of(attempt), reviewer=form.reviewer, ref=line.ref,
            has_interest=False, declared_at=desk.at,
        )  # fmt: skip
        known[line.ref] = row
        wrong = _take(desk, row, line, own.get(line.ref))
        lines.append(Line(source, line.ref, ok=not wrong, sentence=wrong or _told(line)))
    desk.session.flush()
    if _said(known.values()) == before:
        return lines  # the same once more
    if any(line.interest == "有" for line in form.lines):
        review.set_aside(desk, attempt)
    desk.record(
        "after_declaration.taken", f"{attempt.key}/{form.reviewer}", actor=form.name,
        edition=edition, source=source, sha256=sha256,
        interests=[line.ref for line in form.lines if line.interest == "有"],
    )  # fmt: skip
    return lines


def _taking(desk: Desk, edition: int, form: Form) -> StageAttempt:
    attempt = latest_attempt(desk.session, edition, form.stage)
    title = review.TITLES[form.stage]
    if attempt is None or attempt.phase is Phase.OPENING:
        raise WrongMoment(f"第{edition}届的“{title}”尚未开始，请稍后再提交。")
    if attempt.phase not in _TAKING:
        raise WrongMoment(
            f"“{title}”已经决定，不再接收{TITLE}；有新的利害关系的，请与承办机构联系，"
            "由其按“事后发现利害关系”（undeclared-interest）办理。"
        )
    return attempt


def _take(
    desk: Desk, row: AfterDeclaration, line: DeclarationLine, sheet: ScoreSheet | None
) -> str:
    """What is wrong with a line, "" when it is kept."""
    if sheet is None:
        return f"{row.reviewer}不评审{row.ref}，这一行没有收入，请核对。"
    if row.has_interest and line.interest == "无":
        return f"{row.ref}：已声明的利害关系不能用新表撤回，请与承办机构联系。"
    row.has_interest, row.note = line.interest == "有", line.note
    desk.session.add(row)
    if row.has_interest and sheet.state is SheetState.EXPECTED:
        sheet.state = SheetState.EXCLUDED
        desk.session.add(sheet)
    return ""


def _said(rows: Iterable[AfterDeclaration]) -> set[tuple[str, bool, str]]:
    """What was kept."""
    return {(one.ref, one.has_interest, one.note) for one in rows if one.id is not None}


def _told(line: DeclarationLine) -> str:
    if line.interest == "有":
        return f"{line.ref}：已收，声明有利害关系，对该单位的评分按回避处理。"
    return f"{line.ref}：已收，没有新的利害关系。"
