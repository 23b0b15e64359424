"""Writing down what people did in a case: from the office's form or from an imported list."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import select

from actions.attachments import received
from actions.award.custody import HandChange, take_back
from actions.cases.cases import done_in, effects_of, get_case, schedule_of
from actions.cases.follow_up import ENTRY_WORDS
from actions.errors import ActionRefused, WrongMoment
from actions.report import Line
from actions.row_by_row import take_rows
from documents.forms.progress import SHEET, Progress
from documents.sheets.reading import Rows
from models.case import Case, CaseEntry
from models.custody import ItemKind
from models.types import id_of
from rules.cases import ITEMS, WAIVABLE, CasePhase, paid_back
from rules.money import fen_of, yuan_text
from runtime.desk import Desk

KINDS = {word: kind for kind, word in ENTRY_WORDS.items()}
_HEARD = {CasePhase.HEARING, CasePhase.DECIDING}
_CARRIED_OUT = {CasePhase.EXECUTING, CasePhase.CHECKING}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as somebody reports it; `step` is one of `KINDS`, `amount` in yuan."""

    case: int
    step: str
    on: date
    amount: Decimal | str | None = None
    channel: str = ""
    voucher: str = ""
    proof: str = ""
    note: str = ""


def note_entry(desk: Desk, edition: int, entry: Entry, *, actor: str) -> str:
    """Write it down; gives a sentence. The same entry twice is one. `edition` holds the proof.

    Raises:
        UnknownSubject: there is no such case.
        WrongMoment: the case does not take this now.
        ActionRefused: proof, amount, channel or reason are missing or do not fit.
    """
    row = get_case(desk, entry.case)
    kind = KINDS[entry.step]
    fen = _fen(entry)
    _check_moment(desk, row, kind, entry)
    known = select(CaseEntry).where(
        CaseEntry.case_id == row.id, CaseEntry.kind == kind, CaseEntry.channel == entry.channel,
        CaseEntry.on == entry.on, CaseEntry.amount_fen == fen,
        CaseEntry.voucher == entry.voucher,
    )  # fmt: skip
    if desk.session.exec(known).first() is not None:
        return f"{row.number}：{entry.step}此前已登记，没有变化。"
    sha256 = received(desk, edition, entry.proof) if entry.proof else ""
    _check(desk, row, kind, entry, fen=fen, sha256=sha256)
    desk.session.add(
        CaseEntry(
            case_id=id_of(row), kind=kind, channel=entry.channel, on=entry.on, amount_fen=fen,
            voucher=entry.voucher, note=entry.note, proof_name=entry.proof, proof_sha256=sha256,
            recorded_by=actor, recorded_at=desk.at,
        )
    )  # fmt: skip
    desk.session.flush()
    if kind in ITEMS and row.ref:
        change = HandChange(on=entry.on, person=row.name, actor=actor, note=entry.note)
        take_back(desk, row.edition, row.ref, change, kinds=[ItemKind(kind)])
    desk.record(
        "case.noted", row.key, actor=actor, edition=row.edition, kind=kind, on=entry.on,
        channel=entry.channel, amount_fen=fen, voucher=entry.voucher, proof_sha256=sha256,
    )  # fmt: skip
    return f"{row.number} {row.name}：已登记{entry.step}。"


def take_progress(
    desk: Desk, edition: int, form: Rows[Progress], *, source: str, sha256: str
) -> list[Line]:
    """Every row by itself; one that does not fit costs the others nothing."""

    def take(one: Progress) -> tuple[bool, str]:
        return True, note_entry(desk, edition, Entry(**one.model_dump()), actor=source)

    lines = take_rows(desk, form.rows, take, sheet=SHEET, source=source)
    desk.record("case.progress_taken", source, edition=edition, file_sha256=sha256)
    return lines


def _fen(entry: Entry) -> int:
    if entry.step != "缴回资金":
        return 0
    try:
        return fen_of(entry.amount or "")
    except ValueError as wrong:
        raise ActionRefused("缴回资金须填写金额（元），精确到分。") from wrong


def _check_moment(desk: Desk, row: Case, kind: str, entry: Entry) -> None:
    takes = _HEARD if kind == "statement" else _CARRIED_OUT
    if row.phase not in takes:
        raise WrongMoment(f"{row.number}目前不能登记“{entry.step}”，请查看案件所处的环节。")
    if entry.on > desk.at.date():
        raise ActionRefused(f"日期{entry.on}还没有到，请核对。")
    if row.kind.corrects != (kind == "corrected") and kind != "statement":
        raise ActionRefused(f"{row.number}没有“{entry.step}”这一项，请核对案件号和事项。")


def _check(desk: Desk, row: Case, kind: str, entry: Entry, *, fen: int, sha256: str) -> None:
    if entry.proof and not sha256:
        raise ActionRefused(f"没有收到证明文件“{entry.proof}”，请先导入或一同导入。")
    if kind == "notice":
        channels = effects_of(row).publish
        if entry.channel not in channels:
            told = "、".join(channels) or "无"
            raise ActionRefused(f"“{entry.channel}”不是规定的公告渠道（{told}）。")
        if not sha256:
            raise ActionRefused(f"在“{entry.channel}”发布公告须附证明文件（截图或版面）。")
    if kind == "payment":
        left = sum(x.amount_fen for x in schedule_of(desk, row)) - paid_back(done_in(desk, row))
        if fen > left:
            raise ActionRefused(f"缴回{yuan_text(fen)}元超过尚欠的{yuan_text(left)}元，请核对。")
        if not entry.voucher:
            raise ActionRefused("缴回资金须填写凭证号。")
    if kind == "waived" and (entry.channel not in WAIVABLE or not entry.note.strip()):
        raise ActionRefused(f"无法收回的，对象须为{'、'.join(WAIVABLE)}之一，并在说明中写明原因。")
