"""Sheets to models: fields beside their labels, rows under their headers, every problem at once."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from documents.sheets.cells import Column, FieldProblem, FormModel, columns_of
from documents.sheets.opening import Grid
from documents.sheets.problems import FormProblem, about_cell, about_sheet
from documents.sheets.values import NotReadable, is_blank, value_of

M = TypeVar("M", bound=FormModel)


@dataclass(frozen=True, slots=True)
class Entry:
    """The cells of one card or row: values read, where each field stands, what is wrong."""

    grid: Grid
    place: str  # the row number, "" for a card
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    problems: tuple[FormProblem, ...]

    def build(self, model: type[M], **tables: Any) -> tuple[M | None, tuple[FormProblem, ...]]:
        """The model, or why there is none; `tables` are its fields that stand elsewhere.

        A table that is left out for its own problems is not complained about again, and fields
        are not compared with each other before each of them is readable.
        """
        try:
            built = model(**self.values, **tables)
        except ValidationError as error:
            own = (self._blame(model, one) for one in error.errors() if self._is_own(one["loc"]))
            return None, (*self.problems, *own)
        return (None, self.problems) if self.problems else (built, ())

    def _is_own(self, place: tuple[int | str, ...]) -> bool:
        return place[0] in self.values if place else not self.problems

    def _blame(self, model: type[FormModel], detail: Any) -> FormProblem:
        cause = detail.get("ctx", {}).get("error")
        at = cause.field if isinstance(cause, FieldProblem) else next(iter(detail["loc"]), "")
        column = next((one for one in columns_of(model) if one.field == at), None)
        header = column.header if column else ""
        hint = f"，应为{column.cell.hint}" if column and column.cell.hint else "，请核对"
        what = str(cause) if isinstance(cause, ValueError) else f"填写的内容不符合要求{hint}"
        cell = self.cells.get(str(at), self.place)
        return about_cell(self.grid.file, self.grid.sheet, cell, header, what)


@dataclass(frozen=True, slots=True)
class Rows(Generic[M]):
    """The rows of a table that are in order, and what is wrong with the others."""

    rows: tuple[M, ...]
    problems: tuple[FormProblem, ...]


def read_card(grid: Grid, model: type[FormModel]) -> Entry:
    """The fields of the model, each in column B beside its label in column A."""
    labels: dict[str, int] = {}
    for number, row in enumerate(grid.rows):
        labels.setdefault(label(row[0]) if row else "", number)
    values: dict[str, Any] = {}
    cells: dict[str, str] = {}
    problems: list[FormProblem] = []
    for column in columns_of(model):
        row_number = labels.get(label(column.header))
        if row_number is not None:
            cells[column.field] = f"B{row_number + 1}"
            problems += _take(grid, row_number, 1, column, values)
        elif column.required:
            what = f"缺少“{column.header}”一行，请使用下发的表样"
            problems.append(about_sheet(grid.file, grid.sheet, what))
    return Entry(grid, "", values, cells, tuple(problems))


def read_rows(grid: Grid, model: type[M]) -> Rows[M]:
    """The rows under the header row that has the model's columns; empty rows are passed over."""
    columns = columns_of(model)
    header, places = header_row(grid, columns)
    missing = [column for column in columns if column.required and column.field not in places]
    if missing:
        names = "、".join(f"“{column.header}”" for column in missing)
        return Rows((), (about_sheet(grid.file, grid.sheet, f"缺少{names}列，请使用下发的表样"),))
    rows: list[M] = []
    problems: list[FormProblem] = []
    for entry in _entries(grid, header, {c: places[c.field] for c in columns if c.field in places}):
        row, wrong = entry.build(model)
        problems += wrong
        if row is not None:
            rows.append(row)
    return Rows(tuple(rows), tuple(problems))


def _entries(grid: Grid, header: int, places: Mapping[Column, int]) -> Iterator[Entry]:
    for number in range(header + 1, len(grid.rows)):
        if all(is_blank(grid.at(number, place)) for place in places.values()):
            continue
        values: dict[str, Any] = {}
        problems: list[FormProblem] = []
        for column, place in places.items():
            problems += _take(grid, number, place, column, values)
        cells = {column.field: reference(number, place) for column, place in places.items()}
        yield Entry(grid, str(number + 1), values, cells, tuple(problems))


def _take(
    grid: Grid, row: int, place: int, column: Column, values: dict[str, Any]
) -> list[FormProblem]:
    """Put the cell's value under its field name; say so if there is none."""
    raw = grid.at(row, place)
    if is_blank(raw):
        if not column.required:
            return []
        what = f"未填写，请填写{column.cell.hint or column.header}"
    else:
        try:
            values[column.field] = value_of(raw, column)
        except NotReadable as error:
            what = str(error)
        else:
            return []
    return [about_cell(grid.file, grid.sheet, reference(row, place), column.header, what)]


def header_row(grid: Grid, columns: tuple[Column, ...]) -> tuple[int, dict[str, int]]:
    """The row with most of the headers, and the place of each field in it."""
    fields = {label(column.header): column.field for column in columns}
    best: tuple[int, dict[str, int]] = (-1, {})
    for number, row in enumerate(grid.rows):
        places: dict[str, int] = {}
        for place, raw in enumerate(row):
            if (name := fields.get(label(raw))) is not None:
                places.setdefault(name, place)
        if len(places) > len(best[1]):
            best = number, places
    return best


def label(raw: object) -> str:
    """A label or header as compared: half-width, without blanks, asterisk and colon."""
    text = "".join(unicodedata.normalize("NFKC", str(raw)).split())
    return text.strip("*:")


def reference(row: int, place: int) -> str:
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
