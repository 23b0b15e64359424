"""Certificates and plaques: landscape and framed, certificates with a code (art. 22, 29)."""

import io
from typing import Any

import segno
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.papers import look
from documents.papers.paper import BLANK, NO_NUMBER_YET, Layout, Paper, Paragraph

_TITLE_SIZE, _BODY_SIZE = 42, 20  # points
_QR_WIDTH = Mm(28)
_FRAME = "C00000"
_SIDES = {
    "top": "thinThickSmallGap",
    "left": "thinThickSmallGap",
    "bottom": "thickThinSmallGap",  # counted from the top left, so the thin line is inside
    "right": "thickThinSmallGap",
}


def draw(document: Document, paper: Paper) -> None:
    """Title, text, then number and code on the left and issuer and date on the right."""
    _frame(document)
    title = document.add_paragraph(paper.title, style=look.TITLE.name)
    title.paragraph_format.space_before = Pt(24)
    title.paragraph_format.space_after = Pt(30)
    title.runs[0].font.size = Pt(_TITLE_SIZE)
    for block in paper.body:
        assert isinstance(block, Paragraph), "a certificate has paragraphs only"
        _text(document, block)
    _foot(document, paper)


def qr_png(text: str) -> bytes:
    """The code as a PNG, with the error correction of a paper that is touched often."""
    result = io.BytesIO()
    segno.make_qr(text, error="q").save(result, kind="png", scale=8, border=2)
    return result.getvalue()


def _text(document: Document, block: Paragraph) -> None:
    line = document.add_paragraph(style=look.BODY.name)
    run = line.add_run(block.text)
    run.font.size = Pt(_BODY_SIZE)
    line.paragraph_format.line_spacing = 1.6
    line.paragraph_format.first_line_indent = Pt(2 * _BODY_SIZE if block.place == "body" else 0)
    if block.place == "centre":
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _foot(document: Document, paper: Paper) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    code = left.paragraphs[0]
    code.paragraph_format.space_before = Pt(18)
    if paper.qr:
        code.add_run().add_picture(io.BytesIO(qr_png(paper.qr)), width=_QR_WIDTH)
    number = NO_NUMBER_YET if paper.number is None else paper.number
    label = "奖牌编号" if paper.layout is Layout.PLAQUE else "证书编号"
    left.add_paragraph(f"{label}：{number}", style=look.TABLE_CELL.name)
    if paper.code:
        left.add_paragraph(f"核验码：{paper.code}", style=look.TABLE_CELL.name)
    issued = right.paragraphs[0]
    issued.paragraph_format.space_before = Pt(48)
    _signed(issued, paper.issuer)
    _signed(right.add_paragraph(), BLANK if paper.date is None else paper.date)


def _signed(line: Any, text: str) -> None:
    line.style = look.CENTRED.name
    line.add_run(text).font.size = Pt(_BODY_SIZE - 2)


def _frame(document: Document) -> None:
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side, kind in _SIDES.items():
        line = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", kind),
            ("sz", "36"),
            ("space", "24"),
            ("color", _FRAME),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    section: Any = document.sections[0]._sectPr  # noqa: SLF001 -- no public way to it
    section.find(qn("w:pgMar")).addnext(borders)
