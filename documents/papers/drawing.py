"""Drawing an official paper from its red head to its signature. Imports python-docx."""

import re
from typing import Any, assert_never

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as Line

from documents.papers import chart_part, flow_part, imprint, look, tables
from documents.papers.charts import Chart
from documents.papers.lines import is_drifting, signature_indents, title_lines, unbroken, width
from documents.papers.paper import (
    BLANK,
    NO_NUMBER_YET,
    Block,
    Flow,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Place,
    Table,
)

_PLACES = {
    Place.BODY: look.BODY,
    Place.FLUSH: look.FLUSH,
    Place.CENTRE: look.CENTRED,
    Place.RIGHT: look.RIGHT,
}
_MARK_TOP = Mm(35)  # from the top of the text area to the issuer's mark
_RED_LINE_GAP = "11"  # points between the document number and the red line: 4 mm
_ABOVE_TABLE = Pt(4)
_CODE = re.compile(r"[!-~]{14}")  # such as a credit code or an address
_BREAKS = {"\t", "\n", "\r"}
_ANNEX_HEAD = 5  # characters: two in, and 附件： in front of the first name


def draw(document: Document, paper: Paper) -> None:
    """Everything that stands on the paper, top to bottom."""
    _head(document, paper)
    _title(document, paper)
    if paper.addressee:
        _line(document, f"{paper.addressee}：", look.ADDRESSEE)
    for block in paper.body:
        _block(document, block)
    _annexes(document, paper.annexes)
    if paper.issuer:
        _keep_with_next(document)
        _signature(document, paper)
    if paper.note:
        note = _line(document, f"（{paper.note}）", look.NOTE)
        note.paragraph_format.keep_with_next = _ends_with_record(paper)
    if paper.annexed:
        _annexed(document, paper.annexed)
    if paper.print_record:
        imprint.draw_print_record(document, paper.print_record)


def _line(document: Document, text: str, style: look.Look) -> Any:
    """A paragraph of one line; made of its elements, which python-docx would find places for."""
    text = unbroken(text)
    if not _BREAKS.isdisjoint(text):
        return _slow_line(document, text, style)
    paragraph, properties, named = map(OxmlElement, ("w:p", "w:pPr", "w:pStyle"))
    named.set(qn("w:val"), style.name)
    properties.append(named)
    paragraph.append(properties)
    document.element.body[-1].addprevious(paragraph)  # in front of the section's properties
    if text:
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = text
        if is_drifting(text):
            run.append(_chinese_marks())
        if text != text.strip():
            words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    return Line(paragraph, document)


def _chinese_marks() -> Any:
    """Quotation marks, dots and dashes in the Chinese font, digits and letters in the Western."""
    properties, fonts = OxmlElement("w:rPr"), OxmlElement("w:rFonts")
    fonts.set(qn("w:hint"), "eastAsia")
    properties.append(fonts)
    return properties


def _slow_line(document: Document, text: str, style: look.Look) -> Any:
    line: Any = document.add_paragraph(text)
    line._p.style = style.name  # noqa: SLF001 -- python-docx looks a name up in every style, each time
    return line


def _keep(line: Line) -> None:
    """Whatever follows stays on the same page."""
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 -- where its style is named
    properties[0].addnext(OxmlElement("w:keepNext"))


def _head(document: Document, paper: Paper) -> None:
    """The issuer's mark, the document number, and the red line below."""
    number = NO_NUMBER_YET if paper.number is None else paper.number
    imprint.draw_corner(document, paper.corner)
    if not paper.mark:
        if number:
            _line(document, number, look.NUMBER)
            _line(document, "", look.FLUSH)
        return
    mark = _line(document, "", look.MARK)
    taken = Pt(look.LINE_PITCH) * len(paper.corner)
    mark.paragraph_format.space_before = Emu(max(0, _MARK_TOP - taken))
    run = mark.add_run(paper.mark)
    run.font.color.rgb = look.RED
    run.font.size = Pt(min(look.MARK.size, look.TEXT_WIDTH.pt / width(paper.mark)))
    _line(document, "", look.NUMBER)
    _line(document, "", look.NUMBER)
    _underline(_number_line(document, number, paper.signer))
    _line(document, "", look.FLUSH)
    _line(document, "", look.FLUSH)


def _number_line(document: Document, number: str, signer: str | None) -> Any:
    """The number in the middle, or on the left with the signer of a request on the right."""
    if signer == "":
        return _line(document, number, look.NUMBER)
    line = _line(document, f"\u3000{number}", look.FLUSH)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.paragraph_format.tab_stops.add_tab_stop(
        Emu(look.TEXT_WIDTH - round(Pt(look.BODY_SIZE))), WD_TAB_ALIGNMENT.RIGHT
    )
    line.add_run("\t签发人：")
    name = line.add_run(signer or BLANK)
    look.set_fonts(name._r, look.KAITI)  # noqa: SLF001 -- no public way to w:eastAsia
    return line


def _underline(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (
        ("val", "single"),
        ("sz", "18"),
        ("space", _RED_LINE_GAP),
        ("color", str(look.RED)),
    ):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- borders have no public way
    shape.insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in ("shd", "tabs", "suppressAutoHyphens", "snapToGrid", "spacing", "ind", "jc", "rPr")
)


def _title(document: Document, paper: Paper) -> None:
    for line in title_lines(paper.title):
        _line(document, line, look.TITLE)
    _line(document, "", look.FLUSH)


def _block(document: Document, block: Block) -> None:
    match block:
        case Heading():
            _keep(_line(document, block.text, look.HEADINGS[block.level - 1]))
        case Paragraph():
            line = _line(document, block.text, _PLACES[block.place])
            if _CODE.search(block.text):  # one that moves to the next line whole leaves a gap
                line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        case Table():
            _introduce(document)
            tables.draw(document, block)
            _line(document, "", look.TABLE_CELL)
        case Chart():
            chart_part.draw(document, block)
        case Flow():
            flow_part.draw(document, block)
        case PageBreak():
            line = _line(document, "", look.FLUSH)
            line.paragraph_format.line_spacing = Pt(1)  # it fits on a page that is full
            line.add_run().add_break(WD_BREAK.PAGE)
        case _:
            assert_never(block)


def _introduce(document: Document) -> None:
    """The line before a table stays with it, a little above."""
    last = document.element.body[-2]  # in front of the section's properties
    if last.tag == qn("w:p"):
        shape = Line(last, document).paragraph_format
        shape.keep_with_next, shape.space_after = True, _ABOVE_TABLE


def _annexes(document: Document, annexes: tuple[str, ...]) -> None:
    """附件：1. …, the names in a column; numbered only if there are several."""
    if not annexes:
        return
    _keep_with_next(document)
    _keep(_line(document, "", look.ANNEX))
    for number, annex in enumerate(annexes, start=1):
        name = annex if len(annexes) == 1 else f"{number}. {annex}"
        line = _line(document, f"附件：{name}" if number == 1 else name, look.ANNEX)
        hang = 3 if number == 1 else 0
        look.indent(line, left=_ANNEX_HEAD, first_line=-hang)
        line.paragraph_format.keep_with_next = number < len(annexes)


def _annexed(document: Document, blocks: tuple[Block, ...]) -> None:
    """The annex on a page of its own: 附件 in its corner, its title set as a title."""
    _block(document, PageBreak())
    _line(document, "附件", look.CORNER)
    _line(document, "", look.FLUSH)
    title, rest = blocks[0], blocks[1:]
    if isinstance(title, Paragraph) and title.place is Place.CENTRE:
        for line in title_lines(title.text):
            _line(document, line, look.TITLE)
        _line(document, "", look.FLUSH)
    else:
        _block(document, title)
    for block in rest:
        _block(document, block)


def _signature(document: Document, paper: Paper) -> None:
    """Issuer over date with room for a seal; no seal is ever drawn."""
    day = BLANK if paper.date is None else paper.date
    of_issuer, of_date = signature_indents(paper.issuer, day)
    for text, right in (("", 0.0), ("", 0.0), (paper.issuer, of_issuer), (day, of_date)):
        line = _line(document, text, look.RIGHT)
        look.indent(line, right=right)
        line.paragraph_format.keep_with_next = (
            text != day or bool(paper.note) or _ends_with_record(paper)
        )


def _ends_with_record(paper: Paper) -> bool:
    """The print record follows at once, and must not stand alone on a page."""
    return paper.print_record is not None and not paper.annexed


def _keep_with_next(document: Document) -> None:
    """No signature alone on a page: the last lines before it go along."""
    lines = list(document.paragraphs[-1:])
    if not lines[0].text and document.tables:
        lines += [line for cell in document.tables[-1].rows[-1].cells for line in cell.paragraphs]
    for line in lines:
        line.paragraph_format.keep_with_next = True
