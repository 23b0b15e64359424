"""Tables of official papers. Imports python-docx.

Rows are written as XML: a report has a thousand of them, and python-docx looks up every cell and
style anew.
"""

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu

from documents.papers import look
from documents.papers.paper import Table

_HEADER = "<w:tblHeader/>"  # repeated on every page


def draw(document: Document, block: Table) -> None:
    """Add the table as wide as the text, with a header row that is repeated."""
    table: Any = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    parts = block.widths or (1,) * len(block.header)
    widths = [Emu(look.text_width(document) * part // sum(parts)) for part in parts]
    for column, broad in zip(table.columns, widths, strict=True):
        column.width = broad
    head, cell = (str(document.styles[one.name].style_id) for one in _LOOKS)
    styles = chain([(head, _HEADER)], repeat((cell, "")))
    for row, (style, mark) in zip((block.header, *block.rows), styles, strict=False):
        table._tbl.append(parse_xml(_row(row, widths, style, mark)))  # noqa: SLF001 -- see above


_LOOKS = (look.TABLE_HEAD, look.TABLE_CELL)


def _row(row: Sequence[str], widths: Sequence[Emu], style: str, mark: str) -> str:
    cells = "".join(_cell(text, broad, style) for text, broad in zip(row, widths, strict=True))
    return f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{mark}</w:trPr>{cells}</w:tr>"


def _cell(text: str, broad: Emu, style: str) -> str:
    lines = "".join(
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>"
        f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{broad.twips}"/></w:tcPr>{lines}</w:tc>'
