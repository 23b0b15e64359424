"""A flow chart on a paper: boxes and arrows as one table. Imports python-docx."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Mm

from documents.papers import look
from documents.papers.paper import Flow

_WIDE = Mm(110)
_SIDES = ("top", "left", "bottom", "right")


def draw(document: Document, flow: Flow) -> None:
    """Add the steps from top to bottom, an arrow between two of them."""
    table: Any = document.add_table(rows=0, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.columns[0].width = _WIDE
    head, small = (look.style_id(one.name) for one in _LOOKS)
    for place, (name, below) in enumerate(flow.steps):
        if place:
            table._tbl.append(parse_xml(_row([("↓", small)], is_box=False)))  # noqa: SLF001
        lines = [(name, head), *((text, small) for text in below.split("\n") if text)]
        table._tbl.append(parse_xml(_row(lines, is_box=True)))  # noqa: SLF001 -- as in tables


_LOOKS = (look.TABLE_HEAD, look.CHART)


def _row(lines: list[tuple[str, str]], *, is_box: bool) -> str:
    rules = "".join(f'<w:{side} w:val="single" w:sz="8" w:color="000000"/>' for side in _SIDES)
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if is_box else ""
    words = "".join(
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>"
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for text, style in lines
    )
    return (
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:type="dxa" w:w="{Emu(_WIDE).twips}"/>{borders}</w:tcPr>{words}</w:tc></w:tr>'
    )
