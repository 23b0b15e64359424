"""Models to workbooks; the same values, the same bytes. How a sheet looks is `pages`' business."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.sheets.cells import FormModel, columns_of
from documents.steady import steady


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write.

    `card` and `table` are the models whose fields stand on it, `values` and `rows` what is filled
    in already (field name → value). `protected` locks every cell but those to be filled in;
    `blank_rows` are ruled and ready below the last row.
    """

    title: str
    heading: str
    guide: str = ""
    card: type[FormModel] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    table: type[FormModel] | None = None
    rows: Sequence[Mapping[str, Any]] = ()
    protected: bool = False
    blank_rows: int = 20


def cells_in(value: FormModel) -> Mapping[str, Any]:
    """The model's own cells by field name, as `Sheet.values` and `Sheet.rows` take them."""
    return {column.field: getattr(value, column.field) for column in columns_of(type(value))}


def rows_of(values: Iterable[FormModel]) -> tuple[Mapping[str, Any], ...]:
    return tuple(cells_in(value) for value in values)


def write_book(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the first sheet's heading is its title."""
    from documents.sheets.pages import Wardrobe, draw, new_book, packed

    book, wardrobe = new_book(), Wardrobe()
    for sheet in sheets:
        draw(book.create_sheet(sheet.title), sheet, wardrobe)
    return steady(packed(book), title=sheets[0].heading)
