"""Archives from outside, in bounded time and memory: a few bytes can unfold to gigabytes.

What an archive says about itself may be a lie, so nothing is taken from it before it was counted:
its table of contents before that is read, every part while it is unfolded. All that opens a .zip,
a .docx or a .xlsx that somebody handed in opens it here.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import BinaryIO

MAX_EXCESS = 50 * 1024 * 1024  # what parts may unfold to beyond the archive's own size
MAX_PARTS = 1000
_MAX_DIRECTORY = 4 * 1024 * 1024  # a name of 40 characters for each of 30 000 parts
_CHUNK = 1 << 16
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # a piece of another kind may be any size
_END, _END_SIZE, _LOCATOR, _LOCATOR_SIZE = b"PK\x05\x06", 22, b"PK\x06\x07", 20
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises when bytes of an archive are wrong, depending on where."""


class TooMuch(Exception):
    """The archive, or one of its parts, is larger than anybody's files are."""


@contextmanager
def opened(
    source: bytes | Path | BinaryIO, *, parts: int = MAX_PARTS, excess: int = MAX_EXCESS
) -> Iterator[zipfile.ZipFile]:
    """The archive, once its table of contents is harmless.

    Raises:
        TooMuch: it has more parts, or says that they are larger, than is ever needed.
        BadZipFile: it is no archive; others of `DAMAGE` as well.
    """
    with _file(source) as file:
        size = _judge_directory(file)
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
            if len(found) > parts or sum(part.file_size for part in found) > size + excess:
                raise TooMuch
            yield archive


def read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """What a part holds, as much as its directory says and no more; raises of `DAMAGE`."""
    return b"".join(chunks_of(archive, part))


def chunks_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece; `zipfile` alone unfolds what it then throws away.

    Raises:
        BadZipFile: it is longer or shorter than it says; others of `DAMAGE` as well.
    """
    if part.compress_type not in _KNOWN:
        raise zipfile.BadZipFile("its pieces cannot be unfolded one by one")
    asked = copy(part)
    asked.file_size += 1  # the reader stops at this many bytes: one more shows a lie
    length = 0
    with archive.open(asked) as file:
        while chunk := file.read(_CHUNK):
            length += len(chunk)
            yield chunk
    if length != part.file_size:
        raise zipfile.BadZipFile("a part is not as long as it says")


def _file(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else source


def _judge_directory(file: BinaryIO) -> int:
    """The size of the archive; its directory is looked at where `zipfile` will find it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _LOCATOR_SIZE - (1 << 16)))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if not (at >= 0 and tail[at:].startswith(_END) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise zipfile.BadZipFile("no archive")
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if length > _MAX_DIRECTORY or tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR):
        raise TooMuch
    return size
