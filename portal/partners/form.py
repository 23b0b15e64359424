"""A form that was sent to the visitor, on a page: typed, saved, handed in; or its .xlsx taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from actions.handed_in.own_forms import (
    OwnForm,
    fill,
    own_form,
    own_forms,
    problems_in,
    take_own,
)
from actions.handed_in.sheet_drafts import note_answer, save_draft
from actions.report import Line
from documents.sheets.onscreen import Screen, given_in
from models.sheet_draft import SheetDraft, find_draft
from portal.looks import show
from portal.visit import Visit
from rules.errors import Refusal
from runtime.desk import Desk, glance_at_desk, open_desk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ON_THE_PAGE, _AS_FILE = "（网页填报）.xlsx", "（表格上传）.xlsx"


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong: by field, and all of it in order for the summary."""

    at: Mapping[str, str]
    all: Sequence[str]


NONE = Problems({}, ())


def list_forms(visit: Visit) -> Response:
    with glance_at_desk() as desk:
        forms = own_forms(desk, visit.who.address)
        rows = [(one, find_draft(desk.session, visit.who.address, one.key)) for one in forms]
        return show(visit, "partners/forms.html", rows=rows)


def letter_form(visit: Visit) -> Response:
    """The form of a letter: number ``number`` of its attachments."""
    with glance_at_desk() as desk:
        form = own_form(desk, visit.who.address, visit.number("letter"), visit.number("number"))
    return form_page(visit, form, f"/forms/{form.letter}/{form.number}")


def form_page(visit: Visit, form: OwnForm, path: str) -> Response:
    """GET shows it, POST does what its button says; a refusal shows again what was typed."""
    if visit.asked("file"):
        return xlsx(form.data, form.name)
    if not visit.is_posted:
        return _shown(visit, form, path, NONE)
    if visit.text("do") == "autosave":
        with open_desk() as desk:
            save_draft(desk, visit.who.address, form.key, _typed(visit, form.screen))
        return Response(status_code=HTTPStatus.NO_CONTENT)
    if visit.text("do") == "save":
        with open_desk() as desk:
            save_draft(desk, visit.who.address, form.key, _typed(visit, form.screen))
        return RedirectResponse(path, HTTPStatus.SEE_OTHER)
    return _hand_in(visit, form, path)


def _hand_in(visit: Visit, form: OwnForm, path: str) -> Response:
    typed = _typed(visit, form.screen)
    upload = visit.files("file")
    if visit.text("do") == "upload" and not upload:
        return _shown(visit, form, path, Problems({}, ["还没有选择文件，请选择填好的 .xlsx。"]))
    data = upload[0].file.read() if upload else fill(form, typed)
    if not upload and (wrong := problems_in(form, data)):
        found = placed(form.screen, [(one.cell, one.sentence) for one in wrong])
        return _shown(visit, form, path, found)
    stem = form.name.removesuffix(".xlsx")
    scans = {one.filename or "": one.file.read() for one in visit.files("scans")}
    try:
        source = stem + (_AS_FILE if upload else _ON_THE_PAGE)
        lines = take_own(form, data, scans, by=visit.who.address, source=source)
    except Refusal as refused:
        return _shown(visit, form, path, Problems({}, [str(refused)]))
    if not any(line.ok and line.place for line in lines):
        wrong_lines = [(o.place.rpartition("!")[2], o.sentence) for o in lines if not o.ok]
        return _shown(visit, form, path, placed(form.screen, wrong_lines))
    with open_desk() as desk:
        before = _draft(desk, visit, form)
        kept = before.typed if upload and before else typed
        note_answer(desk, visit.who.address, form.key, kept, lines)
    return RedirectResponse(f"{path}#answer", HTTPStatus.SEE_OTHER)


def _shown(visit: Visit, form: OwnForm, path: str, problems: Problems) -> Response:
    screen = form.screen
    with glance_at_desk() as desk:
        draft = _draft(desk, visit, form)
    typed = _typed(visit, screen) if problems.all and not visit.files("file") else None
    if typed is None:
        typed = dict(draft.typed) if draft else {}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems.all else HTTPStatus.OK
    lines = [Line(**one) for one in draft.answer] if draft else []
    return show(
        visit, "partners/form.html", status=status, form=form, screen=screen, path=path,
        draft=draft, values=typed, problems=problems, lines=lines, row_name=row_name,
    )  # fmt: skip


def placed(screen: Screen, wrong: Sequence[tuple[str, str]]) -> Problems:
    """Each problem at its field, and in the summary with the name of its row."""
    fields = {one.name: (row, one) for row in (screen.card, *screen.rows) for one in row}
    rows = {row[0].name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"): row for row in screen.rows if row}
    rows |= {row[0].value: row for row in screen.rows if row and row[0].column.cell.given}
    at: dict[str, str] = {}
    said = []
    for cell, sentence in wrong:
        found = fields.get(cell)
        if found is None and cell in rows:
            found = rows[cell], next(f for f in rows[cell] if not f.column.cell.given)
        if found is None:
            said.append(sentence)
            continue
        row, one = found
        header = one.column.header
        what = sentence.rpartition(f"（{header}）")[2]
        at[one.name] = what
        said.append(f"{row_name(row)}{header}：{what}")
    return Problems(at, said)


def row_name(row: Sequence[object]) -> str:
    """What tells a row from the others: what the sender has written into it."""
    given = given_in(tuple(row))  # type: ignore[arg-type]  # rows of a screen are fields
    return f"{' '.join(given[:2])} " if given else ""


def xlsx(data: bytes, name: str) -> Response:
    """The workbook, to be kept and filled in elsewhere."""
    kept = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=XLSX, headers={"Content-Disposition": kept})


def _typed(visit: Visit, screen: Screen) -> dict[str, str]:
    fields = [*screen.card, *(one for row in screen.rows for one in row)]
    return {one.name: visit.text(one.name) for one in fields if not one.column.cell.given}


def _draft(desk: Desk, visit: Visit, form: OwnForm) -> SheetDraft | None:
    return find_draft(desk.session, visit.who.address, form.key)
