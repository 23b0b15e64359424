"""The one archive a set of files makes, so that no byte of it can differ unnoticed.

Files are stored in order of their paths, uncompressed, with one time and no comments: every byte
of the archive follows from the files, whatever program or machine packs them. Packing what was
unpacked and comparing finds the bytes that no hash covers.
"""

import zipfile
from collections.abc import Iterable
from typing import IO

RECORD, MANIFEST = "record.json", "manifest.json"
_THE_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can hold."""
_READABLE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 20


def write_pack(out: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Write the archive of these files, paths and bytes, to `out`; they come in their order."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as pack:
        for path, data in files:
            entry = zipfile.ZipInfo(path, _THE_BEGINNING)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            pack.writestr(entry, data)


def first_difference(one: IO[bytes], other: IO[bytes]) -> int | None:
    """Position of the first byte in which two files differ, None when they are equal."""
    position = 0
    while True:
        a, b = one.read(_CHUNK), other.read(_CHUNK)
        if a != b:
            same = next(
                (n for n, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), None
            )
            return position + (min(len(a), len(b)) if same is None else same)
        if not a:
            return None
        position += len(a)
