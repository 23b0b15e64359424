"""Small files that unfold to very much are given up before they do."""

import zipfile
from pathlib import Path

import pytest

from documents.blind_pdf import clean_pdf
from documents.bounded import DAMAGE, TooMuch, opened, read_part
from tests.documents import bombs
from tests.peak import megabytes_of

_MOST = 400  # MB; a Python with pypdf or pandas in it takes 150

_BLIND = """
import sys
from pathlib import Path
from documents.blind import NotBlind, blind_copy
try:
    blind_copy(Path(sys.argv[1]).read_bytes(), sys.argv[2])
except NotBlind as refused:
    print(refused)
"""
_BOOK = """
import sys
from pathlib import Path
from documents.sheets.opening import open_book
from documents.sheets.problems import FormRefused
try:
    open_book(Path(sys.argv[1]).read_bytes(), sys.argv[2])
except FormRefused as refused:
    print(refused)
"""


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return bombs.archive_of("word/document.xml", size=bombs.HUGE)


def kept(folder: Path, data: bytes) -> str:
    path = folder / "bomb"
    path.write_bytes(data)
    return str(path)


def test_a_blind_copy_of_a_bomb_is_refused_in_little_memory(bomb: bytes, tmp_path: Path) -> None:
    assert len(bomb) < bombs.HUGE // 900

    said, megabytes = megabytes_of(_BLIND, kept(tmp_path, bomb), "自评报告.docx")

    assert said == "“自评报告.docx”展开后过大，不能制作盲评副本，请压缩图片后重新提供。"
    assert megabytes < _MOST


def test_a_bomb_that_says_it_is_small_is_refused_in_little_memory(
    bomb: bytes, tmp_path: Path
) -> None:
    path = kept(tmp_path, bombs.lying(bomb))
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].file_size == 1

    said, megabytes = megabytes_of(_BLIND, path, "自评报告.docx")
    told, more = megabytes_of(_BOOK, path, "通讯录.xlsx")

    assert "已损坏" in said
    assert "已损坏" in told
    assert max(megabytes, more) < _MOST


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    data = bombs.pdf_with_object_stream(70_000_000)
    assert len(data) < 100_000

    with pytest.raises(ValueError, match="too much to read"):
        clean_pdf(data, seconds=2)


def test_a_pdf_that_is_too_large_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = kept(tmp_path, bombs.pdf_with_object_stream(bombs.HUGE))

    said, megabytes = megabytes_of(_BLIND, path, "报告.pdf")

    assert said == "“报告.pdf”已损坏或设有密码，不能制作盲评副本，请重新提供。"
    assert megabytes < _MOST


@pytest.mark.parametrize(
    "part", [b"<author " * 500_000, b"w16" * 1_000_000, b"<Relationship " * 300_000]
)
def test_hostile_words_take_no_longer_than_others(part: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part)
        archive.writestr("_rels/.rels", part)

    said, _ = megabytes_of(_BLIND, str(path), "a.docx")  # or its time runs out

    assert said == ""


def test_a_long_table_of_contents_is_not_read() -> None:
    with pytest.raises(TooMuch), opened(bombs.with_many_parts(1001)):
        pass
    with pytest.raises(TooMuch), opened(bombs.with_many_parts(80_000), parts=10**6):
        pass  # which is written as zip64


def test_an_ordinary_archive_is_read_as_it_is() -> None:
    data = bombs.archive_of("a", "b", size=1 << 20, start=b"<x>")

    with opened(data) as archive:
        read = [read_part(archive, part) for part in archive.infolist()]
        plain = [archive.read(part) for part in archive.infolist()]

    assert read == plain


@pytest.mark.parametrize("length", [0, 5, 99])
def test_a_part_of_another_length_is_damaged(length: int) -> None:
    data = bombs.lying(bombs.archive_of("a", size=0, start=b" " * 50), length=length)

    with opened(data) as archive, pytest.raises(DAMAGE):
        read_part(archive, archive.infolist()[0])


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_kinds_that_unfold_at_one_go_are_not_read(kind: int, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("a", b"x")

    with opened(path) as archive, pytest.raises(zipfile.BadZipFile):
        read_part(archive, archive.infolist()[0])
