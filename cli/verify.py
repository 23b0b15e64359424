"""``zhijiang verify``: an exported record checked without a database and without Prefect.

A pack is a zip file with `record.json` and `manifest.json`; a bare record.json does as well.
"""

import hashlib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from cli.record_text import MAX_BYTES, RecordTooLarge, read_record
from cli.refusal import InputRefused
from documents.bounded import DAMAGE, TooMuch, chunks_of, opened, read_part
from documents.plain import plain
from rules.canonical import NotCanonical, canonical_json
from rules.record import (
    MANIFEST,
    RECORD,
    STAMPED,
    Discrepancy,
    check_manifest,
    check_stamps,
    first_difference,
    verify,
    write_pack,
)

_CHUNK = 1 << 20
_MAX_FILES = 20_000  # of a pack; an edition of 300 applicants has 3 000
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found; `events` and `files` count what was looked at.

    `chained` are the events of the record.
    """

    edition: int | None
    events: int
    files: int
    discrepancies: tuple[Discrepancy, ...]
    chained: tuple[Mapping[str, Any], ...] = ()

    @property
    def chain(self) -> tuple[str, ...]:
        """The hash of every event in order."""
        return tuple(str(event.get("sha256")) for event in self.chained)

    @property
    def head(self) -> str:
        """The hash of the last event, "" without events."""
        return self.chain[-1] if self.chain else ""

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.discrepancies

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "holds": self.holds,
            "edition": self.edition,
            "events": self.events,
            "files": self.files,
            "discrepancies": tuple(asdict(found) for found in self.discrepancies),
            "head": self.head,
        }

    def stamped(self, holds: Callable[[str, str], bool]) -> "Report":
        """The report, with every time stamp that does not hold; there has to be one."""
        found = tuple(check_stamps(self.chained, holds))
        if not any(event.get("action") == STAMPED for event in self.chained):
            found = (Discrepancy("stamps", "", "missing", "留痕记录中没有时间戳。"),)
        return replace(self, discrepancies=(*self.discrepancies, *found))

    def against(self, head: str) -> "Report":
        """The report, with a discrepancy when the chain does not contain that head."""
        if head in self.chain:
            return self
        sentence = f"留痕记录中没有链头 {head}：不是同一份记录，或记录在此之后被改写过。"
        missing = Discrepancy("events", "", "head", sentence)
        return replace(self, discrepancies=(*self.discrepancies, missing))

    def sentences(self) -> Iterator[str]:
        """The report for the screen, line by line."""
        for found in self.discrepancies:
            yield plain(found.sentence).replace("\n", " ")  # names may hold anything
        if self.holds:
            files = f"、归档文件 {self.files} 个" if self.files else ""
            yield f"核对一致：留痕记录 {self.events} 条{files}，抽取、评分、名单和计票均可重算。"
            if self.head:
                yield f"链头：{self.head}"
        else:
            yield f"共有 {len(self.discrepancies)} 处不一致，该记录不能作为依据。"


def verify_file(path: Path) -> Report:
    """Everything that does not hold in a pack or a record; raises InputRefused for other files."""
    if not path.is_file():
        raise InputRefused(f"找不到文件 {path}，请写 zhijiang export 导出的归档包或 record.json。")
    with path.open("rb") as file:
        if file.read(2) != _ZIP:
            return _report(_beginning(path))
    try:
        with opened(path, parts=_MAX_FILES) as pack:
            return _verify_pack(pack, path)
    except TooMuch as error:
        raise InputRefused(
            f"{path.name} 展开后过大或文件过多，不是 zhijiang export 导出的归档包。"
        ) from error
    except DAMAGE as error:
        sentence = f"{path.name} 的打包目录已损坏，不能打开（{error}）。"
        return Report(None, 0, 0, (Discrepancy("files", path.name, "damaged", sentence),))


def _beginning(path: Path) -> bytes:
    """The file, or enough of it to be refused for its size."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _verify_pack(pack: zipfile.ZipFile, path: Path) -> Report:
    names = pack.namelist()
    if not {RECORD, MANIFEST} & set(names):
        raise InputRefused(f"归档包内没有 {RECORD}，请写 zhijiang export 导出的归档包。")
    found = [
        Discrepancy("files", name, "repeated", f"归档包内有不止一个 {name}。")
        for name, times in sorted(Counter(names).items())
        if times > 1
    ]
    hashes = _hashes(pack, found)
    found += _listed(pack, names, hashes)
    found += _packing(pack, path) if not found else ()
    record = _content(pack, RECORD) if RECORD in names else None
    if record is None:
        sentence = f"归档包内没有可以读取的 {RECORD}，不能核对。"
        found.append(Discrepancy("files", RECORD, "missing", sentence))
        return Report(None, 0, len(hashes), tuple(found))
    try:
        return _report(record, files=len(hashes), found=found)
    except RecordTooLarge:
        raise
    except InputRefused as refused:
        found.append(Discrepancy("record", "", "unreadable", str(refused)))
        return Report(None, 0, len(hashes), tuple(found))


def _hashes(pack: zipfile.ZipFile, found: list[Discrepancy]) -> dict[str, str]:
    """The hash of each file but the manifest; those that cannot be read are found instead."""
    hashes: dict[str, str] = {}
    for part in pack.infolist():
        name = part.filename
        try:
            digest = _sha256(pack, part)
        except DAMAGE:
            found.append(Discrepancy("files", name, "damaged", f"{name} 已损坏，不能读取。"))
        else:
            hashes |= {name: digest} if name != MANIFEST else {}
    return hashes


def _listed(
    pack: zipfile.ZipFile, names: list[str], hashes: dict[str, str]
) -> Iterator[Discrepancy]:
    manifest = _content(pack, MANIFEST) if MANIFEST in names else None
    if manifest is None:
        yield Discrepancy("files", MANIFEST, "missing", f"归档包内没有可以读取的清单 {MANIFEST}。")
    else:
        yield from check_manifest(manifest.decode("utf-8", "replace"), hashes)


def _packing(pack: zipfile.ZipFile, path: Path) -> Iterator[Discrepancy]:
    """Bytes that belong to no file: all of them follow from the files, so they are made again."""
    entries = sorted(pack.infolist(), key=lambda entry: entry.filename)
    with SpooledTemporaryFile(_CHUNK) as again, path.open("rb") as own:
        write_pack(again, ((entry.filename, read_part(pack, entry)) for entry in entries))
        again.seek(0)
        position = first_difference(own, again)
    if position is not None:
        inside = [
            e.filename for e in pack.infolist() if e.header_offset <= position < pack.start_dir
        ]
        where = f"{inside[-1]} 的打包信息" if inside else "打包目录"
        sentence = (
            f"归档包第 {position + 1} 个字节（{where}）与导出时不同，归档包被改动或重新打包过。"
        )
        yield Discrepancy("files", inside[-1] if inside else "", "packing", sentence)


def _content(pack: zipfile.ZipFile, name: str) -> bytes | None:
    part = pack.getinfo(name)
    if part.file_size > MAX_BYTES:
        raise RecordTooLarge(f"{name} 超过{MAX_BYTES // 2**20}MB，不是导出的归档包。")
    try:
        return read_part(pack, part)
    except DAMAGE:
        return None


def _report(data: bytes, *, files: int = 0, found: list[Discrepancy] | None = None) -> Report:
    record = read_record(data)
    edition, events = record.get("edition"), record.get("events")
    return Report(
        edition=edition if isinstance(edition, int) else None,
        events=len(events) if isinstance(events, list) else 0,
        files=files,
        chained=_chained(events),
        discrepancies=(*(found or ()), *_spelling(data, record), *verify(record)),
    )


def _chained(events: object) -> tuple[Mapping[str, Any], ...]:
    own = events if isinstance(events, list) else []
    return tuple(event for event in own if isinstance(event, dict))


def _spelling(data: bytes, record: dict[str, Any]) -> Iterator[Discrepancy]:
    """A record that says the same in other bytes is not the one that was exported."""
    try:
        holds = data == canonical_json(record).encode()
    except (NotCanonical, UnicodeError):
        holds = False
    if not holds:
        sentence = f"{RECORD} 的写法与导出时不同（空格、次序或转义），文件被改动过。"
        yield Discrepancy("record", "", "text", sentence)


def _sha256(pack: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    for chunk in chunks_of(pack, part):
        digest.update(chunk)
    return digest.hexdigest()
