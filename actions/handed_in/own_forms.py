"""The forms that were sent to somebody: found by the address of the letter they came with.

Who may fill in a form is who it was sent to; what the office wrote into it stays as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import col, func, select

from actions.errors import NotEntitled, UnknownSubject
from actions.handed_in.handing_over import hand_over
from actions.handed_in.takers import TAKERS
from actions.report import Line
from documents.forms import (
    after_declaration,
    declaration,
    reply,
    site_facts,
    verification,
)
from documents.forms.kinds import kind_of
from documents.sheets.onscreen import Layout, Screen, filled, is_answered, screen_of
from documents.sheets.problems import FormProblem, FormRefused
from models.outbox import OutboxMessage
from runtime.desk import Desk

LAYOUTS: dict[str, Layout] = {
    "declaration": Layout(
        declaration.SHEET, declaration.DeclarationForm, declaration.DeclarationLine,
        keeps_empty_rows=True,
    ),
    "after_declaration": Layout(
        after_declaration.SHEET, after_declaration.AfterDeclaration, declaration.DeclarationLine
    ),
    "reply": Layout(reply.SHEET, reply.ReplyForm, reply.ReplyLine),
    "verification": Layout(
        verification.SHEET, verification.VerificationForm, verification.VerificationLine
    ),
    "site_facts": Layout(site_facts.SHEET, table=site_facts.SiteFact),
}  # fmt: skip
"""Kind of form → where it has what; these are sent to one address each and filled in there."""


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form to be filled in: as it was sent, by which letter, until when."""

    key: str
    edition: int
    kind: str
    title: str
    name: str
    data: bytes
    layout: Layout
    due_at: datetime | None = None
    letter: int = 0
    number: int = 0
    fixed: Mapping[str, str] = field(default_factory=dict)  # what rows of theirs always say

    @property
    def screen(self) -> Screen:
        return screen_of(self.data, self.name, self.layout)


def own_forms(desk: Desk, address: str) -> list[OwnForm]:
    """Every form that was sent to the address, the newest first."""
    query = select(OutboxMessage).where(
        func.lower(OutboxMessage.to_address) == address.lower(),
        col(OutboxMessage.review_id).is_(None),
    )
    letters = desk.session.exec(query.order_by(col(OutboxMessage.id).desc()))
    found = (
        _form(desk, letter, number)
        for letter in letters
        for number in range(len(letter.attachments))
    )
    return [one for one in found if one is not None]


def own_form(desk: Desk, address: str, letter: int, number: int) -> OwnForm:
    """One form; raises UnknownSubject where it is not theirs."""
    row = desk.session.get(OutboxMessage, letter)
    is_theirs = row is not None and row.to_address.lower() == address.lower()
    if row is not None and is_theirs and not row.review_id and number < len(row.attachments):
        form = _form(desk, row, number)
        if form is not None:
            return form
    raise UnknownSubject("没有这张表，或者它不属于您。")


def fill(form: OwnForm, typed: Mapping[str, str]) -> bytes:
    """The workbook with what was typed on the page."""
    screen = form.screen
    said = {
        one.name: form.fixed[one.column.field]
        for row in screen.rows
        for one in row
        if one.column.field in form.fixed and is_answered(row, typed)
    }
    return filled(form.data, form.layout, screen, {**typed, **said})


def problems_in(form: OwnForm, data: bytes) -> tuple[FormProblem, ...]:
    """What its reader finds wrong, () where nothing is."""
    read, _ = TAKERS[form.kind]
    try:
        found = read(data, form.name)
    except FormRefused as refused:
        return refused.problems
    return tuple(getattr(found, "problems", ()))


def take_own(
    form: OwnForm, data: bytes, others: Mapping[str, bytes], *, by: str, source: str = ""
) -> list[Line]:
    """Take a filled-in form, and the scans that belong to it; both go the way of every file.

    Raises:
        NotEntitled: it is another's form, or what the office had written was changed.
    """
    name = source or form.name
    if kind_of(data, name) != form.kind:
        raise NotEntitled(f"文件“{name}”不是这张表，请使用本页下载的表样填写。")
    screen = screen_of(data, name, form.layout)
    _check_fixed(form, screen, name)
    if strange := screen.given - form.screen.given:
        words = "、".join(" ".join(filter(None, row)) for row in sorted(strange)[:3])
        raise NotEntitled(f"文件“{name}”中“{words}”与下发的表格不一致，请勿改动下发的内容。")
    before = "" if form.kind == "incidents" else f"{Path(form.name).stem}-附件-"  # named in it
    beside = {f"{before}{own}": content for own, content in others.items()}
    return hand_over(form.edition, {name: data, **beside}, by=by)


def _check_fixed(form: OwnForm, screen: Screen, name: str) -> None:
    wrong = {
        one.value
        for row in screen.rows
        for one in row
        if any(cell.value for cell in row)
        and one.value != form.fixed.get(one.column.field, one.value)
    }
    if wrong:
        own, other = "、".join(form.fixed.values()), "、".join(sorted(wrong))
        raise NotEntitled(f"文件“{name}”中填写的是“{other}”，您只能以“{own}”的名义提交。")


def _form(desk: Desk, letter: OutboxMessage, number: int) -> OwnForm | None:
    file = letter.attachments[number]
    if letter.edition is None or not file["name"].endswith(".xlsx"):
        return None
    data = desk.files.fetch(file["sha256"])
    kind = kind_of(data, file["name"])
    if kind not in LAYOUTS:
        return None
    return OwnForm(
        key=f"form/{letter.key}/{number}", edition=letter.edition, kind=kind,
        title=Path(file["name"]).stem.partition("-")[2], name=file["name"], data=data,
        layout=LAYOUTS[kind], due_at=letter.due_at, letter=letter.id or 0, number=number,
    )  # fmt: skip
