"""The archive: written in one go, checked as a whole before anything of it is put in place."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from models.types import SHANGHAI
from rules.errors import Refusal
from runtime import clock
from runtime.backup import postgresql, sqlite
from runtime.database import engine
from runtime.settings import settings

_MANIFEST = "manifest.json"
_DATABASE, _PREFECT, _KEY, _TABLES, _FILES = (
    "zhijiang.db",
    "prefect/prefect.db",
    "secret.key",
    "postgresql",
    "files",
)


class BackupUnusable(Refusal):
    """The archive cannot be restored; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds."""

    made_at: str
    names: tuple[str, ...]

    @property
    def files(self) -> int:
        return sum(name.startswith(f"{_FILES}/") for name in self.names)

    @property
    def has_prefect(self) -> bool:
        return _PREFECT in self.names


def back_up(out: Path, *, with_key: bool) -> Contents:
    """Write the archive ``out``, readable by its owner only; an older one there is replaced."""
    home = settings().home.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    with tempfile.TemporaryDirectory(dir=out.parent) as made:
        _copy_databases(home, Path(made))
        # 0600 from the first byte on: the archive holds the key.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            contents = _fill(archive, home, Path(made), with_key=with_key)
    part.replace(out)
    return contents


def restore(archive: Path, home: Path) -> Contents:
    """Put everything in place below ``home``, which must be new.

    Raises:
        BackupUnusable: the archive is damaged or none, or there is an installation already.
    """
    if (home / _DATABASE).exists() or (home / _FILES).exists():
        raise BackupUnusable(
            f"{home} 中已有数据，为免覆盖，请先移走该文件夹，或换一个 ZHIJIANG_HOME。"
        )
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as made:
        contents = _unfold(archive, Path(made))
        if (Path(made) / _TABLES).is_dir():
            if not settings().database_url.startswith("postgresql"):
                raise BackupUnusable(
                    "备份来自 PostgreSQL，请先用 ZHIJIANG_DATABASE_URL 指明一个空的数据库。"
                )
            postgresql.copy_in(engine(), Path(made) / _TABLES)
            shutil.rmtree(Path(made) / _TABLES)
        for path in sorted(Path(made).iterdir()):
            _move(path, home / path.name)
    return contents


def _copy_databases(home: Path, made: Path) -> None:
    """Prefect's first: see the package."""
    if (home / _PREFECT).exists():
        (made / _PREFECT).parent.mkdir()
        sqlite.copy(home / _PREFECT, made / _PREFECT)
    if settings().database_url.startswith("postgresql"):
        postgresql.copy_out(engine(), made / _TABLES)
    else:
        sqlite.copy(home / _DATABASE, made / _DATABASE)


def _fill(archive: zipfile.ZipFile, home: Path, made: Path, *, with_key: bool) -> Contents:
    sums: dict[str, str] = {}
    for root, path in _found(home, made, with_key=with_key):
        name = path.relative_to(root).as_posix()
        with path.open("rb") as file:
            sums[name] = file_digest(file, "sha256").hexdigest()
        stored = zipfile.ZIP_STORED if name.startswith(_FILES) else zipfile.ZIP_DEFLATED
        archive.write(path, name, stored)
    made_at = clock.now().astimezone(SHANGHAI).isoformat(timespec="seconds")
    facts = {"format": 1, "made_at": made_at, "sha256": sums}
    archive.writestr(_MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1))
    return Contents(made_at, tuple(sums))


def _found(home: Path, made: Path, *, with_key: bool) -> Iterator[tuple[Path, Path]]:
    yield from ((made, path) for path in sorted(made.rglob("*")) if path.is_file())
    if with_key and (home / _KEY).exists():
        yield home, home / _KEY
    if settings().files_url:
        return  # a store has its own ways
    # Listed after the databases were copied: what they name is there, and is never changed.
    for path in sorted((home / _FILES).glob("??/*")):
        if path.suffix != ".part":
            yield home, path


def _unfold(path: Path, made: Path) -> Contents:
    try:
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(_MANIFEST))
            sums: dict[str, str] = facts["sha256"]
            for name in sums:
                archive.extract(name, made)  # zipfile keeps names inside the folder
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupUnusable(f"{path} 不是完整的备份文件，请换用另一份备份。") from error
    _check(made, sums)
    return Contents(str(facts["made_at"]), tuple(sums))


def _check(made: Path, sums: dict[str, Any]) -> None:
    for name, expected in sums.items():
        with (made / name).open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != expected:
                raise BackupUnusable(f"备份中的 {name} 与校验值不符，请换用另一份备份。")
    for name in (_DATABASE, _PREFECT):
        if (made / name).exists() and not sqlite.is_sound(made / name):
            raise BackupUnusable(f"备份中的 {name} 已损坏，请换用另一份备份。")


def _move(path: Path, target: Path) -> None:
    if path.is_dir() and target.is_dir():
        for inside in path.iterdir():
            _move(inside, target / inside.name)
    else:
        os.replace(path, target)  # noqa: PTH105 - on the same disk, at once
    if path.name == _KEY:
        target.chmod(0o600)
