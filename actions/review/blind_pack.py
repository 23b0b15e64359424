"""盲评材料: what a panel reads of its applicants, without a word on who made the files.

The names of files are receipt numbers and counts; what cannot be cleaned is named and left out.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from actions import attempts
from actions.entry import receipt
from actions.errors import NotEntitled, UnknownSubject
from actions.panels.certificates import closed_to
from actions.recused import recusals_of
from actions.report import Line
from documents.blind import NotBlind, blind_copy
from documents.steady import pack_part
from models.files import StoredFile, files_of
from models.panel import Panel, SeatState, panels_of, refs_of, seats_of
from models.types import id_of
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class BlindPack:
    """The archive for one panel and what was done with each file."""

    data: bytes
    lines: tuple[Line, ...]


def blind_pack(
    desk: Desk, edition: int, panel: int, *, actor: str, reviewer: str = ""
) -> BlindPack:
    """The files of a panel's applicants as a .zip of blind copies; the access goes on record.

    An applicant that somebody it is for may not read (art. 30) stays out: a pack for everybody
    holds what all members may read, a pack for one `reviewer` what that one may.

    Raises:
        UnknownSubject: there is no such panel, or no such member of it.
    """
    group = _panel(desk, edition, panel)
    assigned = sorted(refs_of(desk.session, id_of(group)))
    closed = closed_to(
        desk, edition, dict.fromkeys(_readers(desk, group, reviewer), assigned),
        recusals_of(desk, edition),
    )  # fmt: skip
    lines = [
        Line("", ref, ok=False, sentence=f"{finding.sentence}{ref}没有收入。")
        for (_, ref), finding in closed.items()
    ]
    refs = sorted(set(assigned) - {ref for _, ref in closed})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        for row, name in _files(desk, edition, refs):
            try:
                pack_part(pack, name, blind_copy(desk.files.fetch(row.sha256), row.name))
            except NotBlind as refused:
                lines.append(Line(row.name, row.subject, ok=False, sentence=str(refused)))
            else:
                lines.append(Line(row.name, row.subject, ok=True, sentence=f"已收入{name}。"))
    desk.record(
        "blind.packed", f"{edition}/panel/{panel}", actor=actor, edition=edition,
        refs=refs, reviewer=reviewer, files=[line.file for line in lines if line.ok],
    )  # fmt: skip
    return BlindPack(packed.getvalue(), tuple(lines))


def blind_names(desk: Desk, edition: int, ref: str) -> list[str]:
    """What the files of one applicant are called in a pack, in order."""
    return [name.partition("/")[2] for _, name in _files(desk, edition, [ref])]


def blind_file(
    desk: Desk, edition: int, ref: str, number: int, *, reviewer: str
) -> tuple[str, bytes]:
    """One file of an applicant as a blind copy, with its name; the access goes on record.

    Raises:
        UnknownSubject: there is no such file.
        NotEntitled: the reviewer may not read it (art. 30), or it cannot be cleaned.
    """
    if closed := closed_to(desk, edition, {reviewer: [ref]}, recusals_of(desk, edition)):
        raise NotEntitled(next(iter(closed.values())).sentence)
    files = _files(desk, edition, [ref])
    if not 1 <= number <= len(files):
        raise UnknownSubject(f"{ref}没有第{number}份材料。")
    row, name = files[number - 1]
    try:
        data = blind_copy(desk.files.fetch(row.sha256), row.name)
    except NotBlind as refused:
        raise NotEntitled(f"{name.partition('/')[2]}不能确认不含作者信息，没有提供。") from refused
    desk.record("blind.read", ref, actor=reviewer, edition=edition, file=name, sha256=row.sha256)
    return name.partition("/")[2], data


def _panel(desk: Desk, edition: int, number: int) -> Panel:
    attempt = attempts.in_force(desk, edition, "panels")
    for row in panels_of(desk.session, id_of(attempt)):
        if row.number == number:
            return row
    raise UnknownSubject(f"第{edition}届没有第{number}评审组，请核对组号。")


def _readers(desk: Desk, panel: Panel, reviewer: str) -> list[str]:
    seated = [s.reviewer for s in seats_of(desk.session, id_of(panel), SeatState.SEATED)]
    if reviewer and reviewer not in seated:
        raise UnknownSubject(f"{reviewer}现在不是第{panel.number}评审组成员，请核对编号。")
    return [reviewer] if reviewer else seated


def _files(desk: Desk, edition: int, refs: list[str]) -> list[tuple[StoredFile, str]]:
    """Each stored file of the applicants with its name in the pack: ``S001/S001-01.pdf``."""
    rows = [
        row
        for row in files_of(desk.session, edition)
        if row.kind == receipt.KIND and row.subject in refs
    ]
    named = []
    for ref in refs:
        own = sorted((row for row in rows if row.subject == ref), key=lambda row: row.name)
        for number, row in enumerate(own, start=1):
            suffix = PurePath(row.name).suffix.lower()
            named.append((row, f"{ref}/{ref}-{number:02d}{suffix}"))
    return named
