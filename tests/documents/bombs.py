"""Files that are small and unfold to very much."""

import io
import struct
import zipfile
import zlib

HUGE = 1 << 29
_PIECE = b" " * (1 << 20)


def deflated(size: int, start: bytes, end: bytes) -> bytes:
    """A stream of blanks, a thousandth as long as what it unfolds to."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(start), *(packer.compress(_PIECE) for _ in range(size // len(_PIECE)))]
    return b"".join([*parts, packer.compress(end), packer.flush()])


def archive_of(*names: str, size: int, start: bytes = b"") -> bytes:
    """An archive whose every part unfolds to `size`."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            with archive.open(name, "w") as part:
                part.write(start)
                for _ in range(size // len(_PIECE)):
                    part.write(_PIECE)
    return result.getvalue()


def lying(archive: bytes, *, length: int = 1) -> bytes:
    """The archive with a directory that says every part is short, and has the checksum for it."""
    data = bytearray(archive)
    checksum = zlib.crc32(b" " * length)
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        found = data.find(mark)
        while found >= 0:
            struct.pack_into("<L", data, found + at, checksum)
            struct.pack_into("<L", data, found + at + 8, length)
            found = data.find(mark, found + 4)
    return bytes(data)


def with_many_parts(count: int) -> bytes:
    """An archive with a long table of contents and nothing in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:08d}", b"")
    return result.getvalue()


def pdf_with_object_stream(size: int) -> bytes:
    """A PDF whose catalogue lies in a stream that unfolds to `size`."""
    body = deflated(size, b"100 0 ", b"<</Type/Catalog/Pages 2 0 R>>")
    return _pdf(
        {
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            10: b"<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length %d>>stream\n" % len(body)
            + body
            + b"\nendstream",
        }
    )


def _pdf(objects: dict[int, bytes]) -> bytes:
    out, places = io.BytesIO(), {0: (0, 0), 100: (2, 10)}
    out.write(b"%PDF-1.5\n")
    for number, text in objects.items():
        places[number] = (1, out.tell())
        out.write(b"%d 0 obj\n" % number + text + b"\nendobj\n")
    start = out.tell()
    table = b"".join(struct.pack(">BLH", *places.get(n, (0, 0)), 0) for n in range(101))
    packed = zlib.compress(table)
    out.write(
        b"101 0 obj\n<</Type/XRef/Size 101/W[1 4 2]/Root 100 0 R/Filter/FlateDecode/Length %d>>"
        b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (len(packed), packed, start)
    )
    return out.getvalue()
