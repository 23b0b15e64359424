"""申报表 in parts: the sheets of the workbook as forms, from the same definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.forms.application import ATTACHMENTS_SHEET, sheets_of
from documents.sheets.cells import Column, FormModel, columns_of
from documents.sheets.writing import Sheet
from models.applying import Draft
from portal.visit import Visit

_LONG, _SPARE = 1000, 3


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: its words, its single cells, and its table."""

    title: str
    guide: str
    card: tuple[Column, ...]
    table: tuple[Column, ...]
    is_fixed: bool  # no rows may be added


def parts() -> tuple[Part, ...]:
    """Every sheet but the list of files, which the uploads fill."""
    return tuple(_part(one) for one in sheets_of({}, {}) if one.title != ATTACHMENTS_SHEET)


def kind(column: Column) -> str:
    """How a cell is typed: choice, date, long or text."""
    if column.words:
        return "choice"
    if column.base is date:
        return "date"
    return "long" if column.cell.longest > _LONG else "text"


def card_of(draft: Draft, part: Part) -> Mapping[str, str]:
    found: Mapping[str, str] = draft.content.get(part.title, {}).get("card", {})
    return found


def rows_of(draft: Draft, part: Part, years: Sequence[int]) -> list[Mapping[str, Any]]:
    """The rows typed, and some empty ones; where rows are given, one for each year."""
    typed: list[Mapping[str, Any]] = draft.content.get(part.title, {}).get("rows", [])
    if not part.table:
        return []
    if part.is_fixed:
        known = {str(one.get("year")): one for one in typed}
        return [known.get(str(year), {"year": str(year)}) for year in years]
    return [*typed, *({} for _ in range(_SPARE))]


def card_typed(visit: Visit, part: Part) -> dict[str, str]:
    return {one.field: visit.text(one.field) for one in part.card}


def rows_typed(visit: Visit, part: Part) -> list[dict[str, str]]:
    """Rows by the number in the names of their fields."""
    numbers = sorted({int(key.split(".")[1]) for key in visit.form if _is_row(key)})
    return [
        {one.field: visit.text(f"rows.{number}.{one.field}") for one in part.table}
        for number in numbers
    ]


def _is_row(key: str) -> bool:
    head, _, rest = key.partition(".")
    return head == "rows" and rest.partition(".")[0].isdecimal()


def _part(sheet: Sheet) -> Part:
    return Part(
        sheet.title, sheet.guide, _columns(sheet.card), _columns(sheet.table), not sheet.blank_rows
    )


def _columns(model: type[FormModel] | None) -> tuple[Column, ...]:
    return columns_of(model) if model else ()
