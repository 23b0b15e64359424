"""``zhijiang verify``: an exported record checked without a database and without Prefect.

A pack is a zip file with `record.json` and `manifest.json`; a bare record.json does as well.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cli.refusal import InputRefused
from rules.record import Discrepancy, check_manifest, verify

RECORD, MANIFEST = "record.json", "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found; `events` and `files` count what was looked at."""

    edition: int | None
    events: int
    files: int
    discrepancies: tuple[Discrepancy, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.discrepancies

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"holds": self.holds, **asdict(self)}

    def sentences(self) -> Iterator[str]:
        """The report for the screen, line by line."""
        for found in self.discrepancies:
            yield found.sentence
        if self.holds:
            files = f"、归档文件 {self.files} 个" if self.files else ""
            yield f"核对一致：留痕记录 {self.events} 条{files}，抽取、评分、名单和计票均可重算。"
        else:
            yield f"共有 {len(self.discrepancies)} 处不一致，该记录不能作为依据。"


def verify_file(path: Path) -> Report:
    """Everything that does not hold in a pack or a record; raises InputRefused for other files."""
    if not path.is_file():
        raise InputRefused(f"找不到文件 {path}，请写 zhijiang export 导出的归档包或 record.json。")
    if not zipfile.is_zipfile(path):
        return _report(path.read_bytes())
    try:
        with zipfile.ZipFile(path) as pack:
            return _verify_pack(pack)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise InputRefused(f"{path} 不能解压（{error}），请重新导出。") from error


def _verify_pack(pack: zipfile.ZipFile) -> Report:
    names = [name for name in pack.namelist() if not name.endswith("/")]
    if RECORD not in names:
        raise InputRefused(f"归档包内没有 {RECORD}，请重新导出。")
    hashes = {name: _sha256(pack, name) for name in names if name != MANIFEST}
    found = [
        Discrepancy("files", name, "repeated", f"归档包内有不止一个 {name}。")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if MANIFEST in names:
        found += check_manifest(pack.read(MANIFEST).decode("utf-8", "replace"), hashes)
    else:
        found.append(Discrepancy("files", "", "missing", f"归档包内没有清单 {MANIFEST}。"))
    return _report(pack.read(RECORD), files=len(hashes), found=found)


def _report(data: bytes, *, files: int = 0, found: list[Discrepancy] | None = None) -> Report:
    try:
        record = json.loads(data, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"{RECORD} 不是合法的 JSON（{error}），请重新导出。") from error
    if not isinstance(record, dict):
        raise InputRefused(f"{RECORD} 不是一份记录，请重新导出。")
    edition, events = record.get("edition"), record.get("events")
    return Report(
        edition=edition if isinstance(edition, int) else None,
        events=len(events) if isinstance(events, list) else 0,
        files=files,
        discrepancies=(*(found or ()), *verify(record)),
    )


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; of two equal keys another reader might believe the other one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = sorted({key for key in keys if keys.count(key) > 1})
        raise InputRefused(f"{RECORD} 里重复出现 {'、'.join(repeated)}，不能核对。")
    return found


def _sha256(pack: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with pack.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
