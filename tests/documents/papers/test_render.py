"""The layout of GB/T 9704-2012, as far as a file can tell: names and sizes, not glyphs."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from documents.papers import look
from documents.papers.catalogue import KINDS
from documents.papers.certificate import qr_png
from documents.papers.compose import compose
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.examples.of_award import certificate
from documents.papers.paper import BLANK
from documents.papers.render import render_docx
from tests.documents.papers.reading import opened, part, text_of


def rendered(kind: str) -> bytes:
    return render_docx(compose(kind, EXAMPLES[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_same_paper_has_the_same_bytes(kind: str) -> None:
    assert rendered(kind) == rendered(kind)


def test_file_tells_neither_time_nor_author() -> None:
    data = rendered("notice")

    times = {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    properties = part(data, "docProps/core.xml") + part(data, "docProps/app.xml")
    assert "关于申报第三届钦州市市长质量奖的通知" in properties
    assert not re.search("python|creator|Company|lastModified|created", properties)


@pytest.mark.parametrize("kind", KINDS)
def test_every_style_in_use_names_its_chinese_font(kind: str) -> None:
    document = opened(rendered(kind))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    fonts = {one.name: one.font for one in look.LOOKS}

    for style in {line.style.name: line.style for line in lines if line.style}.values():
        found = style.element.rPr.rFonts
        assert found.get(qn("w:eastAsia")) == fonts.get(style.name, look.FANGSONG)
        assert not [name for name in found.attrib if "Theme" in name]


def test_page_is_laid_out_as_the_standard_says() -> None:
    section = opened(rendered("consultation")).sections[0]

    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(length.mm) for length in lengths if length] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_body_has_28_characters_a_line_and_22_lines_a_page() -> None:
    document = opened(rendered("consultation"))
    style = document.styles[look.BODY.name]
    spacing = style.element.rPr.find(qn("w:spacing"))

    character = look.BODY_SIZE + int(spacing.get(qn("w:val"))) / 20
    assert int(Mm(156).pt / character) == 28
    assert style.paragraph_format.line_spacing == Pt(28.95)
    assert int(Mm(225).pt / 28.95) == 22


def test_numbers_and_dates_are_never_invented() -> None:
    paper = replace(compose("request", EXAMPLES["request"]), number=None, date=None, signer=None)

    lines = [line.text for line in opened(render_docx(paper)).paragraphs]

    assert f"\u3000（文号待编）\t签发人：{BLANK}" in lines
    assert BLANK in lines


def test_red_head_stands_above_the_number_and_wide_marks_shrink() -> None:
    lines = opened(rendered("notice")).paragraphs

    mark = lines[0]
    assert mark.text == "钦州市实施质量强市战略工作领导小组办公室文件"
    assert mark.runs[0].font.color.rgb == look.RED
    assert Pt(16) < (mark.runs[0].font.size or 0) < Pt(look.MARK.size)
    assert lines[3].text == "钦质强办〔2026〕9号"


def test_paper_without_a_mark_has_its_number_above_the_title() -> None:
    paper = replace(compose("minutes", EXAMPLES["minutes"]), mark="", number="第7期")

    assert opened(render_docx(paper)).paragraphs[0].text == "第7期"


def test_annexes_are_numbered_only_if_there_are_several() -> None:
    assert "附件：征求意见反馈表" in text_of(rendered("consultation"))
    assert "附件：1. 申报表\n2. 申报指南" in text_of(rendered("notice"))


def test_annexed_list_comes_after_the_signature() -> None:
    text = text_of(rendered("decision"))

    assert text.index("2026年3月5日") < text.index("市长质量奖提名奖（0个）")


def test_pages_are_numbered_on_the_outer_side() -> None:
    section = opened(rendered("notice")).sections[0]

    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert "PAGE" in odd._p.xml


def test_table_repeats_its_header_and_keeps_rows_whole() -> None:
    table = opened(rendered("document-report")).tables[0]

    first, second = (row._tr.trPr for row in table.rows)
    assert first.find(qn("w:tblHeader")) is not None
    assert second.find(qn("w:tblHeader")) is None
    assert second.find(qn("w:cantSplit")) is not None


def test_short_headers_stay_on_one_line_and_the_table_within_the_text() -> None:
    for kind in ("ballot-paper", "count-sheet", "summary-report", "eligibility-list"):
        document = opened(rendered(kind))
        room = look.text_width(document)
        for table in document.tables:
            cells = table.rows[0].cells
            widths = [int(cell.width) for cell in cells]
            assert room * 0.99 < sum(widths) <= room + len(widths) * 635, kind  # a twip each
            for cell in cells:
                if len(cell.text) <= 4:
                    assert cell.width > Pt(12) * len(cell.text) + Mm(3.8), (kind, cell.text)


def test_line_before_a_table_and_its_header_are_not_parted_from_it() -> None:
    document = opened(rendered("draw-record"))
    blocks = list(document.iter_inner_content())
    before = [one for one, table in pairwise(blocks) if isinstance(table, DocxTable)]

    assert len(before) == len(document.tables) > 1
    for line in before:
        assert isinstance(line, DocxParagraph)
        assert line.paragraph_format.keep_with_next
    header = document.tables[0].rows[0].cells[0].paragraphs[0]
    assert header.paragraph_format.keep_with_next


def test_rows_to_be_filled_in_by_hand_have_room() -> None:
    rows = opened(rendered("ballot-paper")).tables[0].rows

    assert [row.height for row in rows] == [None, Pt(34), Pt(34)]


def test_certificate_carries_year_number_and_code() -> None:
    data = rendered("certificate")
    text = text_of(data)

    assert "荣获第三届钦州市市长质量奖（获奖年度：2026年）。" in text
    assert "证书编号：QZZLJ-2026-001" in text
    images = [
        zipfile.ZipFile(io.BytesIO(data)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        if name.startswith("word/media/")
    ]
    assert images == [qr_png("https://zj.qinzhou.example/verify/7F3K-92QD")]


def test_certificate_without_a_number_leaves_a_blank() -> None:
    paper = compose("certificate", certificate(number=None, date=None))

    assert "证书编号：（文号待编）" in text_of(render_docx(paper))


def test_importing_documents_is_light() -> None:
    code = (
        "import sys, documents.papers.compose, documents.papers.render, documents.forms.kinds\n"
        "print([m for m in ('pandas', 'openpyxl', 'docx', 'jinja2', 'segno') if m in sys.modules])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
