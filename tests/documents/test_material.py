"""What is taken as material, by name and by content."""

import pytest

from documents.material import fault_of
from tests.actions.packages import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "报告.PDF"),
        (zipped(WORD), "报告.docx"),
        (zipped(WORD), "报告.ofd"),
        (OLE + b"words", "报告.doc"),
        (b"\xff\xd8\xff\xe0", "照片.jpg"),
        ("组织概况".encode(), "概况.txt"),
        ("MZ".encode("utf-16"), "概况.txt"),
    ],
)
def test_papers_and_pictures_are_taken(data: bytes, name: str) -> None:
    assert fault_of(data, name) == ""


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"MZ\x90", "安装.exe", "的格式（.exe）不在可以提交的范围"),
        (b"MZ\x90", "报告.pdf", "里面是程序或快捷方式"),
        (b"MZ\x90", "报告.pdf.exe", "的格式（.exe）"),
        (b"\x7fELF", "报告.docx", "里面是程序或快捷方式"),
        (b"#!/bin/sh\n", "说明.txt", "里面是程序或快捷方式"),
        (b"L\0\0\0\x01\x14\x02\0", "报告.lnk", "的格式（.lnk）"),
        (b"L\0\0\0\x01\x14\x02\0", "报告.pdf", "里面是程序或快捷方式"),
        (zipped(WORD), "报告.docm", "的格式（.docm）"),
        (zipped({**WORD, "word/vbaProject.bin": OLE}), "报告.docx", "含有宏"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "报告.doc", "含有宏"),
        (b"{\\rtf1", "报告.doc", "的内容与后缀.doc不符"),
        (zipped(WORD), "报告.pdf", "的内容与后缀.pdf不符"),
        (b"%PDF-1.7", "照片.png", "的内容与后缀.png不符"),
        (zipped(WORD), "更多.zip", "的格式（.zip）"),
        (b"<script>", "页面.html", "的格式（.html）"),
        (b"<svg/>", "图.svg", "的格式（.svg）"),
        (b"x", "README", "的格式（没有后缀）"),
    ],
)
def test_what_does_something_when_opened_is_refused(data: bytes, name: str, why: str) -> None:
    fault = fault_of(data, name)

    assert why in fault
    assert fault.endswith(
        "可以提交的有PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG、TIF、BMP、TXT、CSV。"
    )
