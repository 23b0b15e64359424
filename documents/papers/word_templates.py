"""Paper templates as .docx files that a secretary edits in Word or WPS, and back.

A paragraph's style says what it is (标题, 一级标题, 正文 …), a table is a table, and what is in
{{ }} is filled in. Only the words and their order are taken from the file: fonts, margins and
grid of the finished paper are the program's, so nothing done to them in Word can break it.
Imports python-docx when called.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import BadZipFile

from documents.papers.markup import bare, safe
from documents.steady import steady

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_CONTROL = re.compile(r"\{%.*%\}")
_OPENS, _CLOSES = re.compile(r"\{%-? *(for|if)\b"), re.compile(r"\{%-? *end(for|if)\b")
_WIDTHS = "列宽"
_NO_CELL = "（无此格）"  # a row that repeats a column has fewer cells than others
_BREAK, _ANNEXED = "（另起一页）", "（以下为附件内容）"
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word turns straight quotes into these
_STYLES = {
    "公文标题": "@title ",
    "主送机关": "@to ",
    "附件说明": "@annex ",
    "附注": "@note ",
    "图": "@chart ",
    "公文一级标题": "# ",
    "公文二级标题": "## ",
    "公文三级标题": "### ",
    "公文四级标题": "#### ",
    "公文顶格": "~ ",
    "公文右对齐": ">> ",
    "公文居中": "> ",
}
_BODY, _STEER = "公文正文", "模板控制行"


def word_template(text: str, *, title: str) -> bytes:
    """A template of ours as a .docx to be edited."""
    from documents.papers import look

    document: Any = look.new_document(is_landscape=False)
    look.add_style(document, look.Look(_STEER, look.HEITI, 10.5, look.LEFT, is_loose=True))
    lines = text.splitlines()
    while lines:
        size = _table_size(lines)
        if size:
            _draw_table(document, lines[:size])
        else:
            size = 1
            _draw_line(document, lines[0])
        lines = lines[size:]
    result = io.BytesIO()
    document.save(result)
    return steady(result.getvalue(), title=title)


def template_text(data: bytes) -> str:
    """The template that such a .docx says.

    Raises:
        ValueError: it is no .docx; the sentence says so.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.text.paragraph import Paragraph

    try:
        document: Any = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise ValueError(
            "不是 Word 文件（.docx）或已损坏，请用 Word 或 WPS 另存为 .docx"
        ) from error
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            lines += _line_of(part)
        else:
            lines += _rows_of(part)
    return "".join(f"{line}\n" for line in lines)


def _draw_line(document: Any, line: str) -> None:
    if line in {"---", "==="}:
        document.add_paragraph(_BREAK if line == "---" else _ANNEXED, style=_STEER)
    elif _CONTROL.fullmatch(line.strip()) or line.startswith("@flow "):
        document.add_paragraph(line, style=_STEER)
    elif line.strip():
        found = next((item for item in _STYLES.items() if line.startswith(item[1])), (_BODY, ""))
        style, sign = found
        document.add_paragraph(_outside_tags(line.removeprefix(sign), bare), style=style)


def _line_of(paragraph: Any) -> Iterator[str]:
    text = _with_straight_quotes(paragraph.text).replace("\n", " ").strip(" \t")
    if not text:
        return
    style = paragraph.style.name
    if text in {_BREAK, _ANNEXED}:
        yield "---" if text == _BREAK else "==="
    elif _CONTROL.fullmatch(text) or text.startswith("@flow "):
        yield text
    else:
        yield _STYLES.get(style, "") + _outside_tags(text, safe)


def _table_size(lines: Sequence[str]) -> int:
    """How many of the first lines are one table: rows, and what steers them."""
    if not lines[0].startswith("|"):
        return 0
    depth = size = 0
    for number, line in enumerate(lines, start=1):
        if line.startswith("|"):
            size = number
        elif _CONTROL.fullmatch(line):
            depth += bool(_OPENS.match(line)) - bool(_CLOSES.match(line))
            if depth < 0:
                break
            if depth == 0 and _CLOSES.match(line):
                size = number
        else:
            break
    return size


def _draw_table(document: Any, lines: Sequence[str]) -> None:
    rows = [[line] if not line.startswith("|") else _cells(line) for line in lines]
    columns = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=columns, style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        cells = row.cells
        if len(texts) == 1 and columns > 1:
            cells[0].merge(cells[-1])
        filler = [_NO_CELL] * (columns - len(texts)) if len(texts) > 1 else []
        for cell, text in zip(cells, [*texts, *filler], strict=False):
            steers = len(texts) == 1 or texts[0].startswith(_WIDTHS) or text == _NO_CELL
            cell.paragraphs[0].style = document.styles[_STEER if steers else "表格文字"]
            cell.paragraphs[0].add_run(text)


def _cells(line: str) -> list[str]:
    widths = line.startswith("|:")
    bars = re.split(r"\|", _hide(line.removeprefix("|:") if widths else line[1:]))[:-1]
    cells = [_outside_tags(_show(bar).strip(), bare) for bar in bars]
    return [f"{_WIDTHS} {cells[0]}", *cells[1:]] if widths else cells


def _rows_of(table: Any) -> Iterator[str]:
    for row in table.rows:
        # A merged cell is given once for each column it spans.
        cells = [cell for at, cell in enumerate(row.cells) if at == 0 or not _same(row, at)]
        texts = [text for text in map(_cell_text, cells) if text != _NO_CELL]
        if len(texts) == 1 and _CONTROL.fullmatch(texts[0]):
            yield texts[0]
        elif texts[0].startswith(_WIDTHS):
            yield f"|: {' | '.join([texts[0].removeprefix(_WIDTHS).strip(), *texts[1:]])} |"
        else:
            yield f"| {' | '.join(_outside_tags(text, safe) for text in texts)} |"


def _same(row: Any, at: int) -> bool:
    return bool(row.cells[at]._tc is row.cells[at - 1]._tc)  # noqa: SLF001 -- merged cells


def _cell_text(cell: Any) -> str:
    return " ".join(_with_straight_quotes(line.text) for line in cell.paragraphs).strip()


def _with_straight_quotes(text: str) -> str:
    return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text)


def _outside_tags(text: str, change: Any) -> str:
    parts = _TAG.split(text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _hide(line: str) -> str:
    """Bars inside of tags out of the way of splitting."""
    return _TAG.sub(lambda tag: tag[0].replace("|", "\0"), line)


def _show(text: str) -> str:
    return text.replace("\0", "|")
