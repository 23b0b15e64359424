"""Small papers that stand for scans: plain texts, and PDF files of one page of Chinese text."""

from collections.abc import Iterable

_LINE = 24
_TOP = 760
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[5 0 R]>>"
)
_CID = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    b"/FontDescriptor 6 0 R>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R"
    b"/Resources<</Font<</F1 4 0 R>>>>>>"
)


def pdf(lines: Iterable[str]) -> bytes:
    """A PDF of one page; the viewer brings the font."""
    content = b"".join(
        b"BT /F1 14 Tf 72 %d Td <%s> Tj ET\n"
        % (_TOP - _LINE * row, line.encode("utf-16-be").hex().encode())
        for row, line in enumerate(lines)
    )
    return _assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        _PAGE,
        _FONT,
        _CID,
        _DESCRIPTOR,
        b"<</Length %d>>stream\n%sendstream" % (len(content), content),
    )


def text(lines: Iterable[str]) -> bytes:
    """A text file in UTF-8."""
    return ("\n".join(lines) + "\n").encode()


def _assembled(*objects: bytes) -> bytes:
    """The objects with their cross-reference table."""
    body = b"%PDF-1.4\n"
    places = []
    for position, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (position, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + xref + trailer
