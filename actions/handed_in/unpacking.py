"""A package as it lies on disk, in bounded size: a folder or a .zip to names and bytes.

A name is only a label here: what stands before the last separator, of either kind, is dropped.
"""

import io
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from actions.errors import ActionRefused
from documents.bounded import DAMAGE, TooMuch, opened, read_part
from documents.plain import file_name
from runtime.plain_file import open_plain

MAX_FILES = 300
MAX_BYTES = 100 * 1024 * 1024  # of one package, unpacked; it is held in memory as a whole
_NOISE = ("__MACOSX", ".", "~$", "Thumbs.db", "desktop.ini")
_UTF8_NAME = 0x800


def read_file(path: Path) -> bytes:
    """The bytes of one file.

    Raises:
        ActionRefused: it cannot be read, is no plain file, lies behind a link, or is larger than
            a whole package may be.
    """
    try:
        with open_plain(path) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ActionRefused(f"文件“{path.name}”无法读取，请检查路径和权限。") from error
    if len(data) > MAX_BYTES:
        raise ActionRefused(_too_large(path.name))
    return data


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file in the folder and below by its name; raises ActionRefused as ``read_file``."""
    return _gathered(folder.name, _in_folder(folder))


def read_zip(archive: Path | bytes, name: str) -> dict[str, bytes]:
    """Every file in the archive by its name; one on disk is not read into memory as a whole.

    Raises:
        ActionRefused: it is damaged, has a password, or unfolds to too much.
    """
    try:
        with io.BytesIO(archive) if isinstance(archive, bytes) else open_plain(archive) as file:
            is_small = file.seek(0, io.SEEK_END) <= MAX_BYTES
            if is_small:
                with opened(file, excess=MAX_BYTES) as source:
                    return _gathered(name, _in_archive(source))
    except TooMuch as error:
        raise ActionRefused(_too_large(name)) from error
    except DAMAGE as error:
        raise ActionRefused(
            f"压缩包“{name}”已损坏或设有密码，无法解压，请重新打包后提交。"
        ) from error
    raise ActionRefused(_too_large(name))


def is_noise(name: str) -> bool:
    """Files that operating systems and offices leave behind."""
    return name.startswith(_NOISE)


def _gathered(name: str, parts: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for place, data in parts:
        size += len(data)
        if size > MAX_BYTES or len(files) >= MAX_FILES:
            raise ActionRefused(_too_large(name))
        steps = [step for step in place.replace("\\", "/").split("/") if step not in {"", "."}]
        label = file_name(steps[-1])
        if label in files and files[label] != data:
            label = file_name("-".join(step for step in steps if step != ".."))
        files[label] = data
    return files


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or any(map(is_noise, inside.parts)):
            continue
        yield inside.as_posix(), read_file(path)


def _in_archive(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for info in archive.infolist():
        name = _name_of(info)
        parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if info.is_dir() or is_link or not parts or any(map(is_noise, parts)):
            continue
        if info.file_size > MAX_BYTES:
            raise TooMuch
        yield name, read_part(archive, info)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name; Chinese Windows writes GBK without saying so, and zipfile takes it for cp437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _too_large(name: str) -> str:
    limit = MAX_BYTES // 1024 // 1024
    return f"“{name}”超过{limit}MB或{MAX_FILES}个文件，请压缩图片、删去无关文件后重新提交。"
