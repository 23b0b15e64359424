"""What may be kept of that which is handed in: looked at before a byte of it is stored.

Three things are not kept at all: a file in which the scanner finds something, one that it could
not look at, and one that tells how members voted where the vote is secret. A file of a kind that
is not taken is kept aside, under its name, and is no part of any application.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from actions.errors import ActionRefused
from actions.handed_in.unpacking import read_zip
from actions.report import Line
from actions.vote.secrecy import tells_votes
from documents.material import fault_of
from runtime.clamd import ScannerUnavailable, signature_in
from runtime.desk import Desk

ASIDE = "set_aside"


class NotKept(ActionRefused):
    """The file must not be stored; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package after the look: its material, and a line for each file that is no part of it."""

    files: Mapping[str, bytes]
    aside: Mapping[str, bytes]
    lines: tuple[Line, ...]


def admit(desk: Desk, edition: int, data: bytes, name: str) -> None:
    """Let one file pass; raises NotKept."""
    address = desk.settings.clamd
    try:
        found = signature_in(data, address) if address else ""
    except ScannerUnavailable as error:
        raise NotKept(
            f"病毒扫描服务没有应答（{error}），“{name}”没有收入，原文件没有改动；"
            "请检查 clamd 后重新导入。"
        ) from error
    if found:
        raise NotKept(f"“{name}”含有病毒（{found}），没有收入也没有保存，请提交人杀毒后重新提交。")
    if tells_votes(desk, edition, data, name):
        raise NotKept(
            f"“{name}”写有委员个人的投票，本办法规定无记名投票，没有收入也没有保存；"
            "请删去个人投票、只填票数后重新报送，并销毁该文件。"
        )


def is_admitted(desk: Desk, edition: int, data: bytes, name: str) -> bool:
    """Whether a file that was refused may be kept all the same, with everything that is in it."""
    try:
        admit(desk, edition, data, name)
        for inner, part in _inside(data, name).items():
            admit(desk, edition, part, inner)
    except NotKept:
        return False
    return True


def admit_package(desk: Desk, edition: int, files: Mapping[str, bytes], source: str) -> Admitted:
    """Let the files of a package pass one by one; those that may not be kept are gone.

    Raises:
        NotKept: nothing is left of it, or the scanner does not answer.
    """
    taken: dict[str, bytes] = {}
    aside: dict[str, bytes] = {}
    lines: list[Line] = []
    for name, data in files.items():
        try:
            admit(desk, edition, data, name)
        except NotKept as refused:
            if isinstance(refused.__cause__, ScannerUnavailable) or len(files) == 1:
                raise
            lines.append(Line(source, name, ok=False, sentence=str(refused)))
            continue
        fault = fault_of(data, name)
        (aside if fault else taken)[name] = data
        if fault:
            lines.append(Line(source, name, ok=False, sentence=fault))
    return Admitted(taken, aside, tuple(lines))


def keep_aside(desk: Desk, edition: int, files: Mapping[str, bytes]) -> None:
    """Keep what is no material, once for each content, and note it."""
    for name, data in files.items():
        sha256 = hashlib.sha256(data).hexdigest()
        if desk.once(f"{edition}/{ASIDE}/{sha256}", name):
            desk.keep(data, name, kind=ASIDE, edition=edition)
            desk.record("material.set_aside", name, edition=edition, sha256=sha256)


def _inside(data: bytes, name: str) -> Mapping[str, bytes]:
    try:
        return read_zip(data, name) if name.lower().endswith(".zip") else {}
    except ActionRefused:
        return {}
