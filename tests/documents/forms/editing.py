"""Changing a written workbook the way people do: one cell at a time."""

import io
from typing import Any

import openpyxl  # type: ignore[import-untyped]


def with_cells(data: bytes, sheet: str, **cells: Any) -> bytes:
    """The workbook with other values in the named cells (`B4=None` empties one)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for reference, value in cells.items():
        book[sheet][reference].value = value
    return saved(book)


def saved(book: Any) -> bytes:
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()
