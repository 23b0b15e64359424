"""An application written on pages: who may, the draft, its files, and handing it in.

What is handed in is the workbook that the draft fills and the files beside it: a package like any
other, read and judged by what reads and judges those that come as files.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select

from actions.entry import windows
from actions.entry.packages import years_of
from actions.errors import ActionRefused, WrongMoment
from actions.handed_in.admitting import admit
from actions.handed_in.importing import take_package
from actions.handed_in.unpacking import MAX_BYTES, MAX_FILES
from actions.report import Line
from documents.forms.application import (
    ATTACHMENTS_SHEET,
    FIGURES_SHEET,
    read_application,
    sheets_of,
)
from documents.forms.kinds import kind_of
from documents.material import fault_of
from documents.plain import file_name
from documents.sheets.problems import FormProblem, FormRefused
from documents.sheets.writing import write_book
from models.application import Application, applications_of
from models.applying import Draft, Registration, confirmed_for, draft_of, registrations_of
from models.edition import Phase, StageAttempt
from rules.uscc import check_uscc, normalise_uscc
from runtime.desk import Desk, open_desk

FORM_NAME = "申报表.xlsx"
KIND = "draft"
SOURCE = "网上申报"
_TAKING = (Phase.OPENING, Phase.WAITING)


def open_intake_of(desk: Desk) -> StageAttempt | None:
    """The intake that takes applications now; the newest, should there be two."""
    query = select(StageAttempt).where(
        StageAttempt.stage == "intake", col(StageAttempt.phase).in_(_TAKING)
    )
    return desk.session.exec(query.order_by(col(StageAttempt.edition).desc())).first()


def closes_at(desk: Desk, attempt: StageAttempt) -> datetime:
    return windows.closing_moment(desk, attempt)


def register(desk: Desk, code: str, name: str, address: str) -> None:
    """Let an address apply for a company; it counts once the address has logged in.

    Raises:
        WrongMoment: no intake is open.
        ActionRefused: the code is none, or the name is missing.
    """
    attempt = open_intake_of(desk)
    if attempt is None:
        raise WrongMoment("目前没有正在受理申报的届次，请按申报通知的时间登记。")
    report = check_uscc(code)
    if not report.valid:
        raise ActionRefused("".join(report.problems))
    if not name:
        raise ActionRefused("请填写与营业执照一致的单位全称。")
    same = address.lower()
    for known in registrations_of(desk.session, same):
        if (known.edition, known.uscc) == (attempt.edition, report.code):
            return
    desk.session.add(
        Registration(
            edition=attempt.edition, uscc=report.code, name=name, address=same, asked_at=desk.at
        )
    )


def confirm(desk: Desk, address: str) -> None:
    """Who has logged in and is the first of the company may write; later ones are let in by it."""
    for one in registrations_of(desk.session, address):
        if one.confirmed_at is None and not confirmed_for(desk.session, one.edition, one.uscc):
            _let_in(desk, one, by=address)


def invite(desk: Desk, draft: Draft, address: str, *, by: str) -> None:
    """Another address of the same company."""
    same = address.lower()
    for one in registrations_of(desk.session, same):
        if (one.edition, one.uscc) == (draft.edition, draft.uscc):
            _let_in(desk, one, by=by)
            return
    one = Registration(
        edition=draft.edition, uscc=draft.uscc, name=draft.name, address=same, asked_at=desk.at
    )
    _let_in(desk, one, by=by)


def drafts_of(desk: Desk, address: str) -> list[Draft]:
    """Drafts that an address writes, the newest edition first."""
    mine = [one for one in registrations_of(desk.session, address) if one.confirmed_at]
    found = (draft_of(desk.session, one.edition, one.uscc) for one in mine)
    return [one for one in found if one is not None]


def waiting_for(desk: Desk, address: str) -> list[Registration]:
    """Companies of which another address has to let this one in."""
    return [one for one in registrations_of(desk.session, address) if one.confirmed_at is None]


def own_draft(desk: Desk, number: int, address: str, *, lock: bool = False) -> Draft:
    """The draft, if the address shares it; ``LookupError`` otherwise."""
    draft = desk.session.get(Draft, number, with_for_update=lock or None)
    if draft is None or address.lower() not in confirmed_for(
        desk.session, draft.edition, draft.uscc
    ):
        raise LookupError(number)
    return draft


def own_applications(desk: Desk, address: str) -> list[Application]:
    """What an address shares the draft of, or is the contact of.

    What came as a file is its contact's alone: anybody can register with a public credit code.
    """
    same = address.lower()
    query = select(Application).order_by(col(Application.edition).desc(), Application.ref)
    mine = {(one.edition, one.uscc) for one in drafts_of(desk, address)}
    return [
        one
        for one in desk.session.exec(query)
        if one.email.lower() == same
        or ((one.edition, one.uscc) in mine and one.source.startswith(SOURCE))
    ]


def save(
    desk: Desk,
    draft: Draft,
    sheet: str,
    card: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    *,
    by: str,
) -> None:
    """Keep a sheet as it was typed, right or wrong: it is judged when it is handed in."""
    own = {"uscc": draft.uscc} if "uscc" in card else {}  # a draft is for one company
    kept = {"card": {**card, **own}, "rows": [dict(one) for one in rows if any(one.values())]}
    draft.content = {**draft.content, sheet: kept}
    _touch(desk, draft, by)


def add_file(
    desk: Desk, draft: Draft, data: bytes, name: str, facts: Mapping[str, str], *, by: str
) -> None:
    """Keep a file beside the draft, looked at as every file that comes in; the same name replaces.

    Raises:
        ActionRefused: it may not be kept, is the form of another company, or the package
            becomes too large.
    """
    label = file_name(name.replace("\\", "/").rpartition("/")[2])
    admit(desk, draft.edition, data, label)
    if fault := fault_of(data, label):
        raise ActionRefused(fault)
    others = [one for one in draft.files if one["filename"] != label]
    size = sum(one["size"] for one in others) + len(data)
    if size > MAX_BYTES or len(others) + 2 > MAX_FILES:
        raise ActionRefused(
            f"加上“{label}”后全部材料超过{MAX_BYTES // 2**20}兆或{MAX_FILES}个文件，没有收入；"
            "请压缩图片或合并文件后重新上传。"
        )
    is_form = label.lower().endswith(".xlsx") and kind_of(data, label) == "application"
    if is_form and (other := _code_in(data, label)) and other != draft.uscc:
        raise ActionRefused(
            f"“{label}”写的统一社会信用代码是{other}，与登记的{draft.uscc}不同，没有收入；"
            "请核对申报表，或先登记那个单位。"
        )
    sha256 = desk.keep(data, label, kind=KIND, edition=draft.edition, subject=draft.uscc)
    one = {**facts, "filename": label, "sha256": sha256, "size": len(data), "is_form": is_form}
    draft.files = [*others, one]
    _touch(desk, draft, by)


def _code_in(form: bytes, name: str) -> str:
    """The credit code that a form names; empty where it cannot be read."""
    try:
        return normalise_uscc(read_application(form, name).uscc)
    except FormRefused as refused:
        return normalise_uscc(str(refused.partial.get("uscc") or ""))


def drop_file(desk: Desk, draft: Draft, name: str, *, by: str) -> None:
    draft.files = [one for one in draft.files if one["filename"] != name]
    _touch(desk, draft, by)


def workbook(desk: Desk, draft: Draft) -> tuple[str, bytes]:
    """The form by its name: the one dropped beside the draft, else the sheets as typed."""
    for one in draft.files:
        if one["is_form"]:
            return one["filename"], desk.files.fetch(one["sha256"])
    cards = {title: one["card"] for title, one in draft.content.items()}
    tables = {title: one["rows"] for title, one in draft.content.items()}
    tables.setdefault(FIGURES_SHEET, [{"year": year} for year in years_of(desk, draft.edition)])
    columns = ("filename", "kind", "trade_secret", "conditions", "note")
    tables[ATTACHMENTS_SHEET] = [
        {name: one.get(name, "") for name in columns} for one in draft.files
    ]
    return FORM_NAME, write_book(sheets_of(cards, tables))


def problems_of(desk: Desk, draft: Draft) -> tuple[FormProblem, ...]:
    """What the reader of the form finds to put right."""
    name, data = workbook(desk, draft)
    try:
        read_application(data, name, years_of(desk, draft.edition))
    except FormRefused as refused:
        return refused.problems
    return ()


def hand_in(number: int, address: str) -> list[Line]:
    """Hand in what the draft says now, complete or not; the same again changes nothing."""
    with open_desk() as desk:
        draft = own_draft(desk, number, address)
        name, form = workbook(desk, draft)
        beside = {one["filename"]: desk.files.fetch(one["sha256"]) for one in draft.files}
        edition, source = draft.edition, f"{SOURCE} {draft.name}"
    lines = take_package({**beside, name: form}, edition, source)
    with open_desk() as desk:
        _note_handed_in(desk, number, address)
    return lines


def _note_handed_in(desk: Desk, number: int, address: str) -> None:
    draft = own_draft(desk, number, address, lock=True)
    mine = [
        one
        for one in applications_of(desk.session, draft.edition)
        if one.uscc == draft.uscc and one.source.startswith(SOURCE)
    ]
    if mine and draft.ref != mine[-1].ref:
        draft.ref = mine[-1].ref
        desk.session.add(draft)
        desk.record(
            "draft.handed_in", draft.ref, actor=address, edition=draft.edition,
            began_at=draft.began_at.isoformat(),
        )  # fmt: skip


def _let_in(desk: Desk, one: Registration, *, by: str) -> None:
    one.confirmed_at = desk.at
    desk.session.add(one)
    desk.session.flush()
    desk.record(
        "applicant.registered", one.uscc, actor=by, edition=one.edition, address=one.address
    )
    if draft_of(desk.session, one.edition, one.uscc) is None:
        first = {"card": {"name": one.name, "uscc": one.uscc, "contact_email": one.address}}
        desk.session.add(
            Draft(
                edition=one.edition, uscc=one.uscc, name=one.name, began_at=desk.at,
                updated_at=desk.at, updated_by=by, content={"基本信息": {**first, "rows": []}},
            )
        )  # fmt: skip
        desk.session.flush()


def _touch(desk: Desk, draft: Draft, by: str) -> None:
    draft.updated_by, draft.updated_at = by, desk.at
    desk.session.add(draft)
