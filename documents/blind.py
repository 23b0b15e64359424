"""Blind copies: a file without anything in it that says who wrote it, when, or with what.

Words on the pages stay as they are; properties, authors of comments and changes, thumbnails and
the data that cameras and scanners leave behind go. A kind of file that cannot be cleaned surely
is refused rather than passed on.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from documents.blind_pdf import clean_pdf
from documents.blind_pictures import clean_jpeg, clean_png
from documents.bounded import DAMAGE, TooMuch, opened, read_part
from documents.steady import EMPTY_APP, EMPTY_CORE, EMPTY_CUSTOM, pack_part

_NAMES = re.compile(
    rb"((?:w:author|w:initials|w15:author|w16\w{0,8}:author|userName|lastModifiedBy|displayName"
    rb'|userId|providerId|initials|username)=")[^"]*(")'
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?author(?:\s[^<>]*)?>)[^<]*(</)")
_RELATION, _THUMBNAIL = re.compile(rb"<Relationship\b[^<>]*>"), b'/metadata/thumbnail"'
_PROPERTIES = {
    "docprops/core.xml": EMPTY_CORE,
    "docprops/app.xml": EMPTY_APP,
    "docprops/custom.xml": EMPTY_CUSTOM,
}


class NotBlind(ValueError):
    """A file that cannot be cleaned; the sentence says what to do."""


def blind_copy(data: bytes, name: str) -> bytes:
    """The file without authors, companies, dates, tools and thumbnails.

    Raises:
        NotBlind: its kind is not known, it is damaged or has a password.
    """
    suffix = PurePath(name).suffix.lower()
    clean = _CLEANERS.get(suffix)
    if clean is None:
        raise NotBlind(f"“{name}”的格式不能确认不含作者信息，请改为 PDF、.docx 或 .xlsx 再提供。")
    try:
        return clean(data)
    except NotBlind:
        raise
    except TooMuch as error:
        raise NotBlind(f"“{name}”展开后过大，不能制作盲评副本，请压缩图片后重新提供。") from error
    except (*DAMAGE, MemoryError) as error:
        raise NotBlind(f"“{name}”已损坏或设有密码，不能制作盲评副本，请重新提供。") from error


def _office(data: bytes) -> bytes:
    result = io.BytesIO()
    with (
        opened(data) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            name = part.filename
            if not name.lower().startswith("docprops/thumbnail"):
                pack_part(target, name, _part(name, read_part(source, part)))
    return result.getvalue()


def _part(name: str, data: bytes) -> bytes:
    low = name.lower()
    if low in _PROPERTIES:
        return _PROPERTIES[low]
    if low.endswith(".rels"):
        return _RELATION.sub(lambda tag: b"" if _THUMBNAIL in tag[0] else tag[0], data)
    if low.endswith(".xml"):
        return _AUTHORS.sub(rb"\1\2", _NAMES.sub(rb"\1\2", data))
    if low.endswith((".jpg", ".jpeg")):
        return clean_jpeg(data)
    return clean_png(data) if low.endswith(".png") else data


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    ".docx": _office,
    ".xlsx": _office,
    ".pptx": _office,
    ".pdf": clean_pdf,
    ".jpg": clean_jpeg,
    ".jpeg": clean_jpeg,
    ".png": clean_png,
}
