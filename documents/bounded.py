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
from copy import copy
from pathlib import Path
from typing import IO

MAX_EXCESS = 50 * 1024 * 1024  # what parts may unfold to beyond the archive's own size
MAX_PARTS = 1000
_MAX_DIRECTORY = 4 * 1024 * 1024  # a name of 40 characters for each of 30 000 parts
_CHUNK = 1 << 16
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


def open_archive(source: bytes | Path, *, most: int = MAX_PARTS) -> zipfile.ZipFile:
    """The opened archive, once its table of contents is known to be harmless.

    Raises:
        TooMuch: it has more parts, or says that they are larger, than is ever needed.
        zipfile.BadZipFile: it is no archive; others of `DAMAGE` as well.
    """
    file: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    try:
        size = _judge_directory(file)
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        if len(parts) > most or sum(part.file_size for part in parts) > size + MAX_EXCESS:
            raise TooMuch
    except BaseException:
        file.close()
        raise
    archive._filePassed = 0  # noqa: SLF001
    return archive
