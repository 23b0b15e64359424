"""The archive of a record: the same files, the same bytes, on any machine."""

import hashlib
import io
import zipfile

import pytest

from rules.record import first_difference, write_pack

FILES = [("papers/公示.docx", b"docx"), ("record.json", b"{}")]


def packed(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    write_pack(out, files)
    return out.getvalue()


DIGEST = "67c77890328b27c5048d46a83c77c48c3a94dc9fe56a2ff540927eb7070a08ef"


def test_the_bytes_of_a_pack_never_change() -> None:
    assert hashlib.sha256(packed(FILES)).hexdigest() == DIGEST


def test_a_pack_is_an_ordinary_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(FILES))) as pack:
        assert [(name, pack.read(name)) for name in pack.namelist()] == FILES
        assert pack.testzip() is None


@pytest.mark.parametrize(
    ("one", "other", "position"),
    [
        (b"", b"", None),
        (b"abc", b"abc", None),
        (b"abc", b"axc", 1),
        (b"abc", b"ab", 2),
        (b"", b"a", 0),
        (b"a" * (1 << 20) + b"bc", b"a" * (1 << 20) + b"bd", (1 << 20) + 1),
    ],
)
def test_the_first_difference_is_where_it_is(
    one: bytes, other: bytes, position: int | None
) -> None:
    assert first_difference(io.BytesIO(one), io.BytesIO(other)) == position
