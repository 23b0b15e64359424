"""Pictures without what cameras, scanners and editors write into them. Pixels are untouched."""

from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_KEPT = {0xE0, 0xEE}  # JFIF and Adobe: needed to show the colours
_COMMENT, _SCAN, _START = 0xFE, 0xDA, 0xD8


def clean_png(data: bytes) -> bytes:
    """The PNG without texts, camera data and time; ValueError if it is none."""
    if not data.startswith(_PNG):
        raise ValueError("no PNG")
    kept = (chunk for kind, chunk in _chunks(data) if kind not in _PNG_TOLD)
    return _PNG + b"".join(kept)


def clean_jpeg(data: bytes) -> bytes:
    """The JPEG without camera data, thumbnail and comments; ValueError if it is none."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    result, at = bytearray(data[:2]), 2
    while data[at + 1] != _SCAN:
        marker = data[at + 1]
        if data[at] != 0xFF or at + 4 > len(data):  # noqa: PLR2004 -- marker and length
            raise ValueError("damaged JPEG")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        is_told = marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in _KEPT)  # noqa: PLR2004
        if not is_told:
            result += data[at:end]
        at = end
        if at + 1 >= len(data):
            raise ValueError("damaged JPEG")
    return bytes(result + data[at:])


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if end > len(data):
            raise ValueError("damaged PNG")
        yield data[at + 4 : at + 8], data[at:end]
        at = end
