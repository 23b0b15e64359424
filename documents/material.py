"""What kinds of files are taken as material, told by the name and by what is inside.

The list is the program's and no policy's: it holds what a reviewer can open and read, and nothing
that does something when it is opened. Article 15 asks for papers, and these are papers.
"""

from pathlib import PurePath

from documents.bounded import DAMAGE, TooMuch, opened

_PACKED, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = {
    ".pdf": (b"%PDF",),
    ".docx": (_PACKED,),
    ".xlsx": (_PACKED,),
    ".pptx": (_PACKED,),
    ".ofd": (_PACKED,),
    ".doc": (_OLD_OFFICE,),
    ".xls": (_OLD_OFFICE,),
    ".ppt": (_OLD_OFFICE,),
    ".wps": (_OLD_OFFICE,),
    ".et": (_OLD_OFFICE,),
    ".dps": (_OLD_OFFICE,),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
    ".bmp": (b"BM",),
    ".txt": (),
    ".csv": (),
}
"""Suffixes that are taken, each with how such a file begins."""

_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
    b"#!",
    b"ITSF",
    b"MSCF",
)
_OTHERS = (b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MACROS = ("vbaproject.bin", "vbadata.xml")
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
TAKEN = "PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG、TIF、BMP、TXT、CSV"


def fault_of(data: bytes, name: str) -> str:
    """Why the file cannot be taken as material, "" if it can."""
    suffix = PurePath(name).suffix.lower()
    what = _harm(data, suffix)
    return f"文件“{name}”{what}，没有收入；可以提交的有{TAKEN}。" if what else ""


def _harm(data: bytes, suffix: str) -> str:
    if suffix not in _STARTS:
        return f"的格式（{suffix or '没有后缀'}）不在可以提交的范围"
    if data.startswith(_PROGRAMS):
        return "里面是程序或快捷方式，不是文档"
    known = {start for starts in _STARTS.values() for start in starts if len(start) > len(b"BM")}
    own = _STARTS[suffix]
    if not data.startswith(own or (b"\0",)) and data.startswith((*known, *_OTHERS)):
        return f"的内容与后缀{suffix}不符"
    return "含有宏" if _has_macros(data) else ""


def _has_macros(data: bytes) -> bool:
    if data.startswith(_OLD_OFFICE):
        return _OLD_MACROS in data
    if not data.startswith(_PACKED):
        return False
    try:
        with opened(data) as archive:
            return any(name.lower().endswith(_MACROS) for name in archive.namelist())
    except (TooMuch, *DAMAGE):  # which whoever opens it will be told
        return False
