"""Blind copies: each file holds the name that could have leaked, in every place it can hide."""

import io
import zipfile

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from documents.blind import NotBlind, blind_copy
from documents.blind_pictures import clean_jpeg, clean_png

WHO = "张三丰"
COMPANY = "临海咨询公司"


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("自我评价报告")
    document.core_properties.author = WHO
    document.core_properties.last_modified_by = WHO
    document.core_properties.comments = COMPANY
    document.add_comment(document.paragraphs[0].add_run("一"), "意见", author=WHO, initials="ZSF")
    result = io.BytesIO()
    document.save(result)
    return with_parts(
        result.getvalue(),
        {
            "docProps/app.xml": f"<Properties><Company>{COMPANY}</Company></Properties>",
            "docProps/custom.xml": f"<Properties><x>{WHO}</x></Properties>",
            "word/people.xml": f'<w15:people><w15:person w15:author="{WHO}"/></w15:people>',
        },
    )


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return result.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_word_file_keeps_its_words_and_loses_its_people() -> None:
    before = word_file()
    assert any(WHO.encode() in data for data in unpacked(before).values())
    assert "docProps/thumbnail.jpeg" in unpacked(before)

    parts = unpacked(blind_copy(before, "自评报告.docx"))

    for secret in (WHO, COMPANY, "ZSF"):
        assert not [name for name, data in parts.items() if secret.encode() in data]
    assert "docProps/thumbnail.jpeg" not in parts
    copy = docx.Document(io.BytesIO(blind_copy(before, "a.docx")))
    assert copy.paragraphs[0].text.startswith("自我评价报告")


def test_workbook_keeps_its_cells_and_loses_its_people() -> None:
    book = openpyxl.Workbook()
    book.active.append(["营业收入", 41200])
    book.active["A1"].comment = openpyxl.comments.Comment("注", WHO)
    book.properties.creator = WHO
    file = io.BytesIO()
    book.save(file)

    copy = blind_copy(file.getvalue(), "数据.xlsx")

    assert not [name for name, data in unpacked(copy).items() if WHO.encode() in data]
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["B1"].value == 41200


def test_pdf_keeps_its_pages_and_loses_its_people() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Author": "ZHANG SANFENG", "/Creator": "LINHAI"})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x>ZHANG SANFENG</x>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): page.mediabox,
            NameObject("/T"): TextStringObject("ZHANG SANFENG"),
        }
    )
    page[NameObject("/Annots")] = writer._add_object(note)
    file = io.BytesIO()
    writer.write(file)
    assert b"ZHANG SANFENG" in file.getvalue()

    copy = blind_copy(file.getvalue(), "报告.pdf")

    assert b"SANFENG" not in copy
    assert b"LINHAI" not in copy
    reader = PdfReader(io.BytesIO(copy))
    assert len(reader.pages) == 1
    assert not reader.metadata


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + b"\0\0\0\0"


def test_pictures_lose_what_camera_and_editor_wrote() -> None:
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"x" * 13) + chunk(b"tEXt", b"Author\0ZHANG")
    told = b"\xff\xe1\x00\x08EXIF12\xff\xfe\x00\x07ZHANG"
    jpeg = b"\xff\xd8" + told + b"\xff\xdb\x00\x04qt\xff\xdapixels\xff\xd9"

    assert clean_png(png + chunk(b"IEND", b"")) == (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"x" * 13) + chunk(b"IEND", b"")
    )
    assert clean_jpeg(jpeg) == b"\xff\xd8\xff\xdb\x00\x04qt\xff\xdapixels\xff\xd9"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"words", "说明.doc", "的格式不能确认不含作者信息"),
        (b"no zip", "说明.docx", "已损坏或设有密码"),
        (b"%PDF-broken", "说明.pdf", "已损坏或设有密码"),
        (b"\xff\xd8\xff\xe1\xff\xff", "照片.jpg", "已损坏或设有密码"),
        (b"\xff\xd8\xff", "照片.jpg", "已损坏或设有密码"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(data: bytes, name: str, why: str) -> None:
    with pytest.raises(NotBlind, match=why):
        blind_copy(data, name)
