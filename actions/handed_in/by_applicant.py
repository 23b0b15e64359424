"""A package that an applicant hands in itself: taken as one from the inbox is, and nothing else is.

The login says who brought it, the form says for whom; an address hands in for those alone whom it
registered or handed in for before.
"""

import hashlib
from collections.abc import Collection, Mapping

from actions.entry.packages import receive_package
from actions.entry.registering import codes_of
from actions.errors import ActionRefused
from actions.handed_in.admitting import admit_package, keep_aside
from actions.handed_in.unpacking import read_zip
from actions.report import Line
from documents.forms.application import read_application
from documents.forms.kinds import kind_of
from documents.sheets.problems import FormRefused
from models.application import find_application, refs_in
from rules.uscc import normalise_uscc
from runtime.desk import Desk, open_desk

EVENT = "package.brought"


def hand_in(edition: int, sent: Mapping[str, bytes], *, address: str) -> list[Line]:
    """Take one package; ``sent`` are its files by name, or one .zip.

    Raises:
        ActionRefused: nothing was sent, or the form is that of an organisation of somebody else.
        WrongMoment: the intake has not begun.
    """
    files = _unpacked(sent)
    source = next(iter(sent)) if len(sent) == 1 else "网上提交的材料"
    code = _code_in(files)
    with open_desk() as desk:
        if code and code not in codes_of(desk, address):
            raise ActionRefused(
                f"申报表中的统一社会信用代码{code}与您登记的单位不一致，没有收入。"
                "请核对申报表，或先用这个代码登记。"
            )
        known = set(refs_in(desk.session, edition))
        admitted = admit_package(desk, edition, files, source)
        lines = receive_package(desk, edition, admitted.files, source) if admitted.files else []
        keep_aside(desk, edition, admitted.aside)
        _note_bringer(desk, edition, {line.place for line in lines} - known, address)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        desk.record(EVENT, source, actor=address, edition=edition, files=hashes)
        return [*lines, *admitted.lines]


def _note_bringer(desk: Desk, edition: int, refs: Collection[str], address: str) -> None:
    """Of what is new alone: who brings a known package again is shown nothing by that."""
    for ref in refs:
        row = find_application(desk.session, edition, ref)
        if row is not None:
            row.brought_by = address.lower()
            desk.session.add(row)


def _unpacked(sent: Mapping[str, bytes]) -> Mapping[str, bytes]:
    if not sent:
        raise ActionRefused("还没有选择文件，请选择申报表和各项材料，或者一个压缩包。")
    if len(sent) == 1:
        ((name, data),) = sent.items()
        if name.lower().endswith(".zip"):
            return read_zip(data, name)
    return sent


def _code_in(files: Mapping[str, bytes]) -> str:
    """The credit code of the form; empty where it cannot be read."""
    for name, data in files.items():
        if name.lower().endswith(".xlsx") and kind_of(data, name) == "application":
            try:
                return normalise_uscc(read_application(data, name).uscc)
            except FormRefused as refused:
                return normalise_uscc(str(refused.partial.get("uscc", "")))
    return ""
