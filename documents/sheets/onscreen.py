"""A workbook as fields of a page: its cells by their reference, and what was typed put back.

Whoever fills in a form on a page hands in the very workbook that would have come by mail.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import openpyxl  # type: ignore[import-untyped]

from documents.plain import harmless
from documents.sheets.cells import Column, FormModel, columns_of
from documents.sheets.opening import Grid, open_book
from documents.sheets.pages import packed
from documents.sheets.reading import header_row, label, reference
from documents.sheets.values import is_blank
from documents.steady import steady


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a form has what: its sheet, the models on it, and rows to be added below."""

    sheet: str
    card: type[FormModel] | None = None
    table: type[FormModel] | None = None
    spare: int = 0
    keeps_empty_rows: bool = False  # each given row must be answered: it is one promise


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: `name` is its reference, such as C5."""

    name: str
    column: Column
    value: str


Row = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """The form: the fields of its card, and the rows of its table under their columns."""

    card: Row
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def given(self) -> set[tuple[str, ...]]:
        """What the sender has filled in, the card first, then row by row."""
        return {given_in(row) for row in (self.card, *self.rows)} - {()}


def given_in(row: Row) -> tuple[str, ...]:
    """What the sender has filled in of a row, () where it is nothing."""
    found = tuple(one.value for one in row if one.column.cell.given)
    return found if any(found) else ()


def screen_of(data: bytes, name: str, layout: Layout) -> Screen:
    """The workbook's fields; `FormRefused` if it cannot be opened."""
    grid = open_book(data, name).get(layout.sheet) or Grid(name, layout.sheet, ())
    card = tuple(_card(grid, layout.card)) if layout.card else ()
    columns = columns_of(layout.table) if layout.table else ()
    return Screen(card, columns, tuple(_rows(grid, columns, layout.spare)) if columns else ())


def filled(data: bytes, layout: Layout, screen: Screen, typed: Mapping[str, str]) -> bytes:
    """The workbook with what was typed; a row about which nothing was typed is left out of it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[layout.sheet]
    for one in (*screen.card, *(field for row in screen.rows for field in row)):
        if not one.column.cell.given:
            _put(page[one.name], typed.get(one.name, ""))
    for row in screen.rows:
        if not (layout.keeps_empty_rows or is_answered(row, typed)):
            for one in row:
                page[one.name].value = None
    return steady(packed(book), title=str(page["A1"].value or layout.sheet))


def is_answered(row: Row, typed: Mapping[str, str]) -> bool:
    """Whether anything was typed in a row."""
    return any(typed.get(one.name, "").strip() for one in row if not one.column.cell.given)


def _put(cell: object, text: str) -> None:
    cell.value = harmless(text) if text else None  # type: ignore[attr-defined]
    if text:
        cell.data_type = "s"  # type: ignore[attr-defined]


def _card(grid: Grid, model: type[FormModel]) -> Iterator[Field]:
    places = {label(row[0]): number for number, row in reversed(list(enumerate(grid.rows))) if row}
    for column in columns_of(model):
        if (number := places.get(label(column.header))) is not None:
            yield Field(f"B{number + 1}", column, _shown(grid.at(number, 1)))


def _rows(grid: Grid, columns: tuple[Column, ...], spare: int) -> Iterator[Row]:
    header, places = header_row(grid, columns)
    last = max(
        (
            n
            for n in range(header + 1, len(grid.rows))
            if any(not is_blank(c) for c in grid.rows[n])
        ),
        default=header,
    )
    for number in range(header + 1, last + 1 + spare):
        yield tuple(
            Field(reference(number, place), column, _shown(grid.at(number, place)))
            for column in columns
            if (place := places.get(column.field)) is not None
        )


def _shown(raw: object) -> str:
    return "" if is_blank(raw) else str(raw)
