"""The line markup of the paper templates.

    @title 关于……的通知      title; also @to, @note, and @annex once for each annex
    # 申报范围                heading 一、; ## is （一）, ### 1., #### （1）; numbers are added
    普通段落                  paragraph, two characters in
    ~ 顶格段落                paragraph, flush left
    > 居中                    paragraph, centred; >> is flush right
    |: 2 | 8 | 4 |            relative column widths of the table that follows
    | 序号 | 单位 | 得分 |    table; its first row is the header
    @chart {{ one.radar }}    a chart; @flow a flow chart
    ---                       page break
    ===                       what follows is annexed: it comes after the signature, on a new page

Empty lines mean nothing. Values put into a template are escaped (`escaped`), so that a name with a
bar or a text that begins with # stays what it is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.papers.charts import chart_from
from documents.papers.paper import (
    BLANK,
    Block,
    Flow,
    Heading,
    PageBreak,
    Paragraph,
    Place,
    Table,
)
from documents.papers.wording import chinese_number
from documents.plain import plain

_SPECIAL = re.compile(r"[\\|#@>~-]")
_ESCAPE = re.compile(r"\\(.)")
_STRAY = re.compile(r"(?<!\\)[|@]|^[#>~]")
_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])", re.ASCII)
_BAR = re.compile(r"(?<!\\)\|")
_DIRECTIVE = re.compile(r"@(\w+)(?: (.*))?")
_HEADING = re.compile(r"(#{1,4}) (.+)")
_ONCE = frozenset({"title", "to", "note"})
_PLACES = {"~ ": Place.FLUSH, ">> ": Place.RIGHT, "> ": Place.CENTRE}
_NUMBERS = ("{}、", "（{}）", "{}. ", "（{}）")
_CHINESE_LEVELS = 2


class MarkupInvalid(ValueError):
    """A template says something the markup does not know."""


@dataclass(slots=True)
class Marked:
    """What a template says: its directives by name, and its blocks."""

    directives: dict[str, str] = field(default_factory=dict)
    annexes: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    annexed: list[Block] | None = None

    @property
    def open_blocks(self) -> list[Block]:
        """Where the next block goes."""
        return self.blocks if self.annexed is None else self.annexed


def escaped(value: object) -> str:
    """A value as it may stand in a template; None becomes a visible blank."""
    if value is None:
        return BLANK
    return safe(_in_chinese(plain(str(value)).strip())).replace("\n", "\\n")


def _in_chinese(text: str) -> str:
    """The text with each day written as papers write it: 2026年4月1日."""
    return _DAY.sub(lambda day: f"{int(day[1])}年{int(day[2])}月{int(day[3])}日", text)


def safe(text: str) -> str:
    """Words that happen to look like marks, so that they stay words."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def bare(text: str) -> str:
    """The words again."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def parse(text: str) -> Marked:
    """Read a rendered template."""
    marked, numbers = Marked(), _Numbers()
    table: list[str] = []
    for line in (*filter(str.strip, map(_trimmed, text.splitlines())), "---end"):
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            marked.open_blocks.append(_table(table))
            table = []
        if line != "---end":
            _take(line, marked, numbers)
    return marked


def _take(line: str, marked: Marked, numbers: "_Numbers") -> None:
    if directive := _DIRECTIVE.fullmatch(line):
        _direct(directive[1], bare(directive[2] or ""), marked)
    elif heading := _HEADING.fullmatch(line):
        level = len(heading[1])
        marked.open_blocks.append(Heading(level, numbers.next(level) + bare(heading[2])))
    elif line == "---":
        marked.open_blocks.append(PageBreak())
    elif line == "===":
        if marked.annexed is not None:
            raise MarkupInvalid("=== stands twice")
        marked.annexed = []
    else:
        marked.open_blocks.extend(_paragraphs(line))


def _direct(name: str, text: str, marked: Marked) -> None:
    if name == "annex":
        marked.annexes.append(text)
    elif name == "chart":
        marked.open_blocks.append(chart_from(text))
    elif name == "flow":
        title, *steps = json.loads(text)
        marked.open_blocks.append(Flow(title, tuple((step, below) for step, below in steps)))
    elif name in _ONCE and name not in marked.directives:
        marked.directives[name] = text
    else:
        raise MarkupInvalid(f"@{name} is unknown or stands twice")


def _paragraphs(line: str) -> Iterator[Paragraph]:
    """One paragraph for each line of the values in it."""
    sign = next((sign for sign in _PLACES if line.startswith(sign)), "")
    if _STRAY.search(line.removeprefix(sign)):
        raise MarkupInvalid(f"no such mark, or a line that was not ended: {line}")
    for part in bare(line.removeprefix(sign)).split("\n"):
        if part.strip():
            yield Paragraph(_trimmed(part), _PLACES.get(sign, Place.BODY))


def _trimmed(line: str) -> str:
    """Without what indents a template; full-width blanks are room to write in and stay."""
    return line.strip(" \t\r")


def _table(lines: list[str]) -> Table:
    widths: tuple[int, ...] = ()
    if lines[0].startswith("|:"):
        widths = _widths(lines.pop(0))
    rows = [_cells(line) for line in lines]
    if not rows or {len(row) for row in rows} != {len(widths) or len(rows[0])}:
        raise MarkupInvalid(f"the rows of the table {lines[:1]} are not of one length")
    return Table(rows[0], tuple(rows[1:]), widths)


def _widths(line: str) -> tuple[int, ...]:
    try:
        return tuple(int(width.strip(": ")) for width in _cells(line))
    except ValueError as error:
        raise MarkupInvalid(f"column widths are whole numbers: {line}") from error


def _cells(line: str) -> tuple[str, ...]:
    parts = _BAR.split(line)
    if len(parts) < 3 or parts[-1].strip():  # noqa: PLR2004 -- a bar on either side
        raise MarkupInvalid(f"a table row ends with a bar: {line}")
    return tuple(bare(part.strip()) for part in parts[1:-1])


class _Numbers:
    """Counts headings; a heading starts the count of the levels below it anew."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        count = self._counts[level - 1]
        written = chinese_number(count) if level <= _CHINESE_LEVELS else str(count)
        return _NUMBERS[level - 1].format(written)
