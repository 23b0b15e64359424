"""What frames an official paper: the corner above its head and the print record at its foot.

The print record (版记) is a text box at the foot of the last page: rules thick, thin, thick.
Imports python-docx.
"""

import math
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Emu, Pt

from documents.papers import look
from documents.papers.lines import width as characters_in
from documents.papers.paper import BLANK, PrintRecord

_THICK, _THIN = 8, 4  # eighths of a point: about 0.35 and 0.25 mm on the sheet
_NAMES = 3  # "抄送：" is three characters wide
_ROOM = Pt(6)  # for the rules
_SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{address}"'
    for prefix, address in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_BOX = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:wrapTopAndBottom/><wp:docPr id="{id}" name="版记"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
</wps:spPr><wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
_ID = 4049  # no other drawing on a paper has it


def draw_corner(document: Document, lines: tuple[str, ...]) -> None:
    """Copy number, secrecy and urgency, flush left on lines of their own."""
    for text in lines:
        document.add_paragraph(text, style=look.CORNER.name)


def draw_print_record(document: Document, record: PrintRecord) -> None:
    """The rules and lines of the print record; an unknown day stays a visible blank."""
    wide = look.text_width(document)
    style = look.style_id(look.IMPRINT.name)
    lines, count = [], 1
    if record.copies_to:
        copies = f"抄送：{'，'.join(record.copies_to)}。"
        room = wide / Pt(look.IMPRINT.size) - 2 - _NAMES
        count += math.ceil((characters_in(copies) - _NAMES) / room)
        lines.append(_line(f"\u3000{copies}", wide, style))
    day = BLANK if record.printed_on is None else record.printed_on
    lines.append(_line(f"\u3000{record.printer}\t{day}印发", wide, style))
    high = Pt(look.LINE_PITCH) * count + _ROOM
    # The box hangs on who signs, above the day: where it does not fit, both go along with it, and
    # the record is never alone on a page.
    host = document.paragraphs[-2]
    host.paragraph_format.keep_with_next = True
    box = _BOX.format(spaces=_SPACES, wide=wide, high=high, id=_ID, lines="".join(lines))
    host._p.append(parse_xml(box))  # noqa: SLF001 -- text boxes have no public way


def _line(text: str, wide: int, style: str) -> str:
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="1" w:color="000000"/>'
        for side, eighths in (("top", _THICK), ("bottom", _THICK), ("between", _THIN))
    )
    words = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t")
    )
    stop = Emu(wide - round(Pt(look.IMPRINT.size))).twips
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pBdr>{rules}</w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>'
        f'<w:ind w:left="{_twips(1 + _NAMES)}" w:hanging="{_twips(1 + _NAMES)}"/></w:pPr>'
        f"<w:r>{words}</w:r></w:p>"
    )


def _twips(characters: int) -> int:
    return round(characters * look.IMPRINT.size * 20)
