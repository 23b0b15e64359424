"""Tables of official papers. Imports python-docx.

Rows are written as XML: a report has a thousand of them, and python-docx looks up every cell and
style anew.
"""

import re
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt

from documents.papers import look
from documents.papers.lines import is_drifting, unbroken, width
from documents.papers.paper import Table

_HEADER = "<w:tblHeader/>"  # repeated on every page
_MIDDLE = '<w:vAlign w:val="center"/>'
_BY_HAND = '<w:trHeight w:val="680" w:hRule="atLeast"/>'  # 12 mm to write in
_CHINESE_MARKS = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_KEPT = "<w:keepNext/>"  # no header alone at the foot of a page


def draw(document: Document, block: Table) -> None:
    """Add the table as wide as the text, with a header row that is repeated."""
    table: Any = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(block, look.text_width(document))
    for column, broad in zip(table.columns, widths, strict=True):
        column.width = broad
    head, cell = (look.style_id(one.name) for one in _LOOKS)
    styles = chain([(head, _HEADER)], repeat((cell, "")))
    rows = "".join(
        _row(row, widths, style, mark)
        for row, (style, mark) in zip((block.header, *block.rows), styles, strict=False)
    )
    table._tbl.extend(parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>"))  # noqa: SLF001 -- see above


def _widths(block: Table, wide: int) -> list[Emu]:
    """As the table asks, but short headers on one line where there is room."""
    parts = block.widths or (1,) * len(block.header)
    asked = [wide * part // sum(parts) for part in parts]
    least = [
        Emu(round(Pt(look.TABLE_HEAD.size) * characters)) + _PADDING
        for characters in _needed(block)
    ]
    wanted = [max(pair) for pair in zip(asked, least, strict=True)]
    spare = sum(wanted) - sum(least)
    if spare <= 0 or sum(least) > wide:
        return [Emu(one) for one in asked]
    over = sum(wanted) - wide
    return [
        Emu(round(one - over * (one - low) / spare)) for one, low in zip(wanted, least, strict=True)
    ]


def _needed(block: Table) -> list[float]:
    """Characters that each column keeps on one line: a short header, a number, a code, a day."""
    return [
        max(
            min(width(head), _ON_ONE_LINE),
            *(_length(word) for row in block.rows for word in _WHOLE.findall(row[at])),
            0,
        )
        for at, head in enumerate(block.header)
    ]


def _length(word: str) -> float:
    """In characters, with room for a stand-in font; capital letters are wider than digits."""
    return 1.15 * width(word) + 0.3 * sum(char.isupper() for char in word)


_ON_ONE_LINE = 4  # characters
_WHOLE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[!-~]{1,20}")
_PADDING = Pt(12)
_LOOKS = (look.TABLE_HEAD, look.TABLE_CELL)


def _row(row: Sequence[str], widths: Sequence[Emu], style: str, mark: str) -> str:
    kept = _KEPT if mark else ""
    cells = "".join(
        _cell(text, broad, style, kept) for text, broad in zip(row, widths, strict=True)
    )
    room = _BY_HAND if row.count("") > 1 else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{room}{mark}</w:trPr>{cells}</w:tr>"


def _cell(text: str, broad: Emu, style: str, kept: str) -> str:
    lines = "".join(
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{kept}</w:pPr>"
        f"<w:r>{_CHINESE_MARKS if is_drifting(line) else ''}"
        f'<w:t xml:space="preserve">{escape(unbroken(line))}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{broad.twips}"/>{_MIDDLE}</w:tcPr>{lines}</w:tc>'
    )
