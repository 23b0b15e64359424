"""Opening a spreadsheet from outside, in bounded time and memory.

Nothing is handed to pandas before the archive, every part's size and the extent of every sheet
are known: a few bytes can otherwise unfold to gigabytes (zip bombs, entity bombs, one cell in the
last row and column).
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from documents.bounded import DAMAGE, TooMuch, opened, read_part
from documents.sheets.problems import FormRefused, about_file

MAX_BYTES = 10 * 1024 * 1024
MAX_SHEETS = 320
MAX_ROWS = 5000
MAX_COLUMNS = 100
MAX_AREA = 1_000_000  # the largest sheet's cells, empty ones in between included, times the sheets

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx with a password
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: raw values by row and column, both from 0; empty cells are ""."""

    file: str
    sheet: str
    rows: tuple[tuple[object, ...], ...]

    def at(self, row: int, column: int) -> object:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


def open_book(data: bytes, name: str) -> Mapping[str, Grid]:
    """Every sheet of the workbook by its title, in order; `FormRefused` if it is not safe."""
    _inspect(data, name)
    return {
        title: Grid(name, title, tuple(tuple(row) for row in rows))
        for title, rows in _values(data, name)
    }


def sheet_names(data: bytes, name: str) -> tuple[str, ...]:
    """The sheets' titles without reading the sheets; `FormRefused` as `open_book`."""
    with _archive(data, name) as archive:
        book = read_part(archive, archive.getinfo("xl/workbook.xml"))
    titles: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            titles.append(attributes.get("name", ""))

    _parse(book, name, start)
    return tuple(titles)


def _values(data: bytes, name: str) -> Iterator[tuple[str, Any]]:
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names every extension it drops
            frames = pd.read_excel(
                io.BytesIO(data),
                sheet_name=None,
                header=None,
                dtype=object,
                keep_default_na=False,
                nrows=MAX_ROWS,
                engine="openpyxl",
                engine_kwargs={"data_only": False},  # a formula is refused, not its old result used
            )
    except Exception as error:  # the parsers behind pandas raise whatever a broken part makes them
        raise _unreadable(name) from error
    for title, frame in frames.items():
        yield str(title), frame.itertuples(index=False, name=None)


def _inspect(data: bytes, name: str) -> None:
    """Read every part once, counting what pandas would have to hold."""
    extent = _Extent(name)
    with _archive(data, name) as archive:
        for info in archive.infolist():
            part = read_part(archive, info)
            if part.lstrip()[:3].startswith(_XML_STARTS):
                _parse(part, name, extent.start)
    extent.judge()


@contextmanager
def _archive(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The opened archive, once its table of contents is harmless; what breaks is told."""
    if len(data) > MAX_BYTES:
        raise FormRefused([about_file(name, f"超过{MAX_BYTES // 2**20}MB，请删除图片后重新提交")])
    if data.startswith(_OLD_OFFICE):
        what = "已加密或为旧版.xls格式，请取消密码并另存为.xlsx后重新提交"
        raise FormRefused([about_file(name, what)])
    try:
        with opened(data) as archive:
            if what := _harm(archive.infolist()):
                raise FormRefused([about_file(name, what)])
            yield archive
    except TooMuch as error:
        what = "展开后过大，请使用下发的表样并删除无关内容后重新提交"
        raise FormRefused([about_file(name, what)]) from error
    except DAMAGE as error:
        raise _unreadable(name) from error


def _harm(parts: list[zipfile.ZipInfo]) -> str:
    if any(part.flag_bits & 0x1 for part in parts):
        return "已加密，请取消密码后重新提交"
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        return "含有宏，请另存为不含宏的.xlsx后重新提交"
    return ""


class _Extent:
    """How far the sheets reach: what a row-by-row reader would have to walk through.

    A workbook may list one part as many sheets, so the largest part stands for every sheet.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheets = self._largest = 0
        self._row = self._column = self._area = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "sheet":
                self._sheets += 1
            case "worksheet":
                self._row = self._area = 0
            case "row":
                self._row, self._column = self._row_number(attributes.get("r", "")), 0
            case "c":
                self._cell(attributes.get("r", ""))
            case "v" | "f" | "is" if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
                what = (
                    f"有内容超出第{MAX_ROWS}行或第{MAX_COLUMNS}列，请删除表格以外的内容后重新提交"
                )
                raise FormRefused([about_file(self._name, what)])

    def judge(self) -> None:
        """Refuse what would take too long to read, all sheets together."""
        if self._sheets > MAX_SHEETS:
            what = f"的工作表超过{MAX_SHEETS}张，请使用下发的表样"
            raise FormRefused([about_file(self._name, what)])
        if self._largest * self._sheets > MAX_AREA:
            what = "的表格范围过大，请删除表格以外的空白行列后重新提交"
            raise FormRefused([about_file(self._name, what)])

    def _row_number(self, written: str) -> int:
        return int(written[:9]) if written.isascii() and written.isdigit() else self._row + 1

    def _cell(self, reference: str) -> None:
        before, placed = self._column, _REFERENCE.fullmatch(reference)
        if placed:
            self._column, self._row = _column_number(placed[1]), int(placed[2])
        else:
            self._column += 1
        self._area += max(self._column - before, 1) if self._row <= MAX_ROWS else 0
        self._largest = max(self._largest, self._area)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _parse(part: bytes, name: str, start: Any) -> None:
    """Run `start` on every element; a document type is refused, for what it can unfold to."""

    def doctype(*_: object) -> None:
        raise _unreadable(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(part, True)  # noqa: FBT003 -- expat takes no keywords
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> FormRefused:
    what = "不是完整的.xlsx文件或已损坏，请用Excel或WPS打开下发的表样、填写后另存为.xlsx重新提交"
    return FormRefused([about_file(name, what)])
