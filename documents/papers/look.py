"""GB/T 9704-2012 in python-docx: the page, the fonts, the styles. Imports python-docx.

Fonts are named and never bundled; a machine without them substitutes its own. python-docx names
the Western font only, so every style gets its w:eastAsia by hand.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, XIAOBIAOSONG = "仿宋_GB2312", "方正小标宋简体"
HEITI, KAITI, SONGTI = "黑体", "楷体_GB2312", "宋体"
WESTERN = "Times New Roman"

BODY_SIZE = 16.0  # 3号, in points; one character wide and the unit of indents
LINE_PITCH = 28.95  # points: 225 mm in 22 lines
TEXT_WIDTH = Mm(156)
RED = RGBColor(0xFF, 0x00, 0x00)

_TIGHTER = "-5"  # twentieths of a point: 28 characters of 15.75 points fit where 27 of 16 would


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: its name, font and size in points; indent in characters."""

    name: str
    font: str
    size: float = BODY_SIZE
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    first_line: int = 0
    is_loose: bool = False  # line height follows the text instead of the grid


TITLE = Look("公文标题", XIAOBIAOSONG, 22, WD_ALIGN_PARAGRAPH.CENTER, is_loose=True)
MARK = Look("发文机关标志", XIAOBIAOSONG, 44, WD_ALIGN_PARAGRAPH.CENTER, is_loose=True)
NUMBER = Look("发文字号", FANGSONG, align=WD_ALIGN_PARAGRAPH.CENTER)
ADDRESSEE = Look("主送机关", FANGSONG)
BODY = Look("公文正文", FANGSONG, first_line=2)
FLUSH = Look("公文顶格", FANGSONG)
CENTRED = Look("公文居中", FANGSONG, align=WD_ALIGN_PARAGRAPH.CENTER)
RIGHT = Look("公文右对齐", FANGSONG, align=WD_ALIGN_PARAGRAPH.RIGHT)
HEADINGS = (
    Look("公文一级标题", HEITI, first_line=2),
    Look("公文二级标题", KAITI, first_line=2),
    Look("公文三级标题", FANGSONG, first_line=2),
    Look("公文四级标题", FANGSONG, first_line=2),
)
ANNEX = Look("附件说明", FANGSONG)
NOTE = Look("附注", FANGSONG, first_line=2)
TABLE_HEAD = Look("表头", HEITI, 12, WD_ALIGN_PARAGRAPH.CENTER, is_loose=True)
TABLE_CELL = Look("表格文字", FANGSONG, 12, WD_ALIGN_PARAGRAPH.LEFT, is_loose=True)
PAGE_NUMBER = Look("页码", SONGTI, 14, is_loose=True)
CORNER = Look("份号密级", HEITI, align=WD_ALIGN_PARAGRAPH.LEFT)
CHART = Look("图", FANGSONG, 12, WD_ALIGN_PARAGRAPH.CENTER, is_loose=True)
IMPRINT = Look("版记", FANGSONG, 14, WD_ALIGN_PARAGRAPH.LEFT)

LEFT = WD_ALIGN_PARAGRAPH.LEFT
LOOKS = (
    *(TITLE, MARK, NUMBER, ADDRESSEE, BODY, FLUSH, CENTRED, RIGHT, *HEADINGS),
    *(ANNEX, NOTE, TABLE_HEAD, TABLE_CELL, PAGE_NUMBER, CORNER, CHART, IMPRINT),
)


def new_document(*, is_landscape: bool, is_numbered: bool = False) -> Document:
    """An empty document with the page set up and every style of ours."""
    return docx.Document(io.BytesIO(_prepared(is_landscape, is_numbered)))


@cache
def style_id(name: str) -> str:
    """What stands in a paragraph for one of our styles."""
    return str(new_document(is_landscape=False).styles[name].style_id)


@cache
def _prepared(is_landscape: bool, is_numbered: bool) -> bytes:  # noqa: FBT001 - a cache's key
    """Drawn up once: the seventeen styles take longer than a short paper."""
    document = docx.Document()
    _drop_what_nobody_uses(document)
    _set_defaults(document)
    for look in LOOKS:
        add_style(document, look)
    _set_page(document, is_landscape=is_landscape)
    if is_numbered:
        _number_pages(document)
    result = io.BytesIO()
    document.save(result)
    return result.getvalue()


def text_width(document: Document) -> int:
    """How wide the text area is, in EMU."""
    section = document.sections[0]
    assert section.page_width is not None, "new_document sets the page"
    return int(section.page_width) - int(section.left_margin or 0) - int(section.right_margin or 0)


def set_fonts(element: Any, font: str) -> None:
    """Name the Chinese and the Western font of a style or run element."""
    _name_fonts(element.get_or_add_rPr().get_or_add_rFonts(), font)


def _name_fonts(fonts: Any, font: str) -> None:
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]  # a theme font left there would win
    for script, name in (
        ("ascii", WESTERN),
        ("hAnsi", WESTERN),
        ("eastAsia", font),
        ("cs", WESTERN),
    ):
        fonts.set(qn(f"w:{script}"), name)


def indent(paragraph: Any, *, left: float = 0, right: float = 0, first_line: float = 0) -> None:
    """Indents in body characters."""
    shape = paragraph.paragraph_format
    shape.left_indent, shape.right_indent = Pt(left * BODY_SIZE), Pt(right * BODY_SIZE)
    shape.first_line_indent = Pt(first_line * BODY_SIZE)


def _drop_what_nobody_uses(document: Document) -> None:
    """The library's own styles, thumbnail and settings of other programs."""
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.element.getparent().remove(style.element)
    latent: Any = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)
    package: Any = document.part.package
    for owner in (package, document.part):
        for link, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _DROPPED_PARTS:
                del owner.rels[link]


_KEPT_STYLES = {
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"),
    *("Header", "Header Char", "Footer", "Footer Char"),
}
_DROPPED_PARTS = {"thumbnail", "stylesWithEffects", "customXml", "webSettings", "numbering"}


def _set_defaults(document: Document) -> None:
    """Chinese text in our fonts, whatever the template's theme says."""
    defaults: Any = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    _name_fonts(defaults.find(qn("w:rPr")).find(qn("w:rFonts")), FANGSONG)
    defaults.find(qn("w:rPr")).find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    normal: Any = document.styles["Normal"]
    set_fonts(normal.element, FANGSONG)
    normal.font.size = Pt(BODY_SIZE)  # the grid counts in its characters


def add_style(document: Document, look: Look) -> None:
    style: Any = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    set_fonts(style.element, look.font)
    style.font.size = Pt(look.size)
    if look.size == BODY_SIZE:
        _tighten(style.element)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.alignment = look.align
    shape.widow_control = False
    if look.first_line:
        shape.first_line_indent = Pt(look.first_line * look.size)
    if look.is_loose:
        shape.line_spacing = 1.0
        _leave_grid(style.element)
    else:
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(LINE_PITCH)


def _set_page(document: Document, *, is_landscape: bool) -> None:
    section = document.sections[0]
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(37), Mm(35)
        section.footer_distance = Mm(14)
    else:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(23)  # the number's upper edge is 7 mm below the text area
        _set_grid(section)


def _number_pages(document: Document) -> None:
    """— 1 —, on the outer side of odd and even pages."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line: Any = footer.paragraphs[0]
        line.style, line.alignment = PAGE_NUMBER.name, align
        indent(line, left=1, right=1)
        line.add_run("— ")
        _add_field(line.add_run(), "PAGE")
        line.add_run(" —")


def _add_field(run: Any, instruction: str) -> None:
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = instruction
        run._r.append(part)  # noqa: SLF001 -- fields have no public way


def _set_grid(section: Any) -> None:
    """22 lines a page. Characters are fitted by their style: programs disagree on that grid."""
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 -- no public way to it
        old.getparent().remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE_PITCH * 20)))
    section._sectPr.append(grid)  # noqa: SLF001 -- as above


def _tighten(style: Any) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), _TIGHTER)
    properties = style.get_or_add_rPr()
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def _leave_grid(style: Any) -> None:
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.get_or_add_pPr().insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:rPr")
