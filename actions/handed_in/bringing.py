"""What somebody brings through the front door: laid into the inbox, taken in, and put on record.

Who brought it and who is named in it are two facts: the event names the person who was logged in,
with each file's hash; the forms name their own authors.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from sqlmodel import col, select

from actions.errors import ActionRefused, UnknownSubject
from actions.handed_in.importing import import_paths
from actions.handed_in.unpacking import MAX_BYTES
from actions.report import Line
from documents.plain import file_name
from models.files import StoredFile
from runtime import folders
from runtime.desk import Desk, open_desk

EVENT = "files.brought"
REPORT = "import_report"
_DEEPEST, _LONGEST = 8, 120
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Brought:
    """One file as it arrived."""

    name: str  # with the folders it lay in, as the browser said
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one delivery."""

    id: int
    importer: str
    at: str
    files: tuple[Brought, ...]
    lines: tuple[Line, ...]


def bring(edition: int, sent: Iterable[tuple[str, BinaryIO]], *, importer: str) -> int:
    """Take in what was sent; gives the number of the report.

    Raises:
        ActionRefused: nothing was sent, or a file is larger than a package may be.
        UnknownSubject: there is no such edition.
    """
    with open_desk() as desk:
        desk.edition(edition)
        at = desk.at
    folder = folders.new_in_inbox(f"收件-{at:%Y%m%d-%H%M%S}")
    files = tuple(_laid(folder, name, data) for name, data in sent)
    if not files:
        folder.rmdir()
        raise ActionRefused("还没有选择文件，请选择或拖入要收入的文件。")
    lines = import_paths(sorted(folder.iterdir()), edition)
    return _put_on_record(edition, folder.name, files, lines, importer)


def _laid(folder: Path, named: str, data: BinaryIO) -> Brought:
    """The file where its name says, but never outside the folder nor over another file."""
    steps = [one for one in named.replace("\\", "/").split("/") if one.strip(". ")]
    names = [file_name(one)[:_LONGEST] for one in steps[-_DEEPEST:]] or ["无名文件"]
    place = folder.joinpath(*names[:-1])
    place.mkdir(parents=True, exist_ok=True)
    target = _free(place / names[-1])
    size, digest = 0, hashlib.sha256()
    with target.open("xb") as file:
        while piece := data.read(_PIECE):
            size += len(piece)
            if size > MAX_BYTES:
                break
            digest.update(piece)
            file.write(piece)
    if size > MAX_BYTES:
        target.unlink()
        raise ActionRefused(f"文件“{names[-1]}”超过100 MB，没有收入，请压缩或分开后再提交。")
    return Brought("/".join(names), size, digest.hexdigest())


def _free(place: Path) -> Path:
    number = 1
    found = place
    while found.exists():
        number += 1
        found = place.with_name(f"{place.stem}-{number}{place.suffix}")
    return found


def _put_on_record(
    edition: int, folder: str, files: Sequence[Brought], lines: Sequence[Line], importer: str
) -> int:
    said = {"files": [asdict(one) for one in files], "lines": [asdict(one) for one in lines]}
    data = json.dumps(said, ensure_ascii=False).encode()
    hashes = {one.name: one.sha256 for one in files}
    with open_desk() as desk:
        sha256 = desk.keep(data, f"{folder}.json", kind=REPORT, edition=edition, subject=importer)
        desk.record(EVENT, folder, actor=importer, edition=edition, files=hashes, report=sha256)
        desk.session.flush()
        newest = select(StoredFile.id).where(StoredFile.kind == REPORT)
        found = desk.session.exec(newest.order_by(col(StoredFile.id).desc()).limit(1)).one()
    assert found is not None, "it was stored above"
    return found


def report_of(desk: Desk, edition: int, number: int) -> Report:
    """A delivery and what became of it.

    Raises:
        UnknownSubject: there is none of that number in this edition.
    """
    row = desk.session.get(StoredFile, number)
    if row is None or row.edition != edition or row.kind != REPORT:
        raise UnknownSubject("没有这次收件的记录。")
    said = json.loads(desk.files.fetch(row.sha256))
    return Report(
        id=number,
        importer=row.subject,
        at=row.received_at.isoformat(),
        files=tuple(Brought(**one) for one in said["files"]),
        lines=tuple(Line(**one) for one in said["lines"]),
    )


def reports_of(desk: Desk, edition: int, limit: int) -> list[StoredFile]:
    """The newest deliveries first."""
    query = select(StoredFile).where(StoredFile.edition == edition, StoredFile.kind == REPORT)
    return list(desk.session.exec(query.order_by(col(StoredFile.id).desc()).limit(limit)))
