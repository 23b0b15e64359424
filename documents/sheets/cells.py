"""How the fields of a model stand on a sheet: declared once, used to write and to read.

    class Contact(FormModel):
        name: Annotated[str, Cell("名称")]
        region: Annotated[str, Cell("行政区划代码", code=True)] = ""

The annotation decides what a cell may hold (text, whole number, decimal, date, moment, yes/no, one
of several words, a list of words); a field with a default may stay empty. Fields without `Cell` are
no cells: they hold the tables of the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

YES, NO = "是", "否"


class FormModel(BaseModel):
    """Something read from or written to a form; never changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class FieldProblem(ValueError):
    """Raised by a model's validator to put the blame on the cell of one field."""

    def __init__(self, field_name: str, what: str) -> None:
        super().__init__(what)
        self.field = field_name
        self.what = what


@dataclass(frozen=True, slots=True)
class Cell:
    """One field on a sheet.

    `hint` says what to write, `code` marks codes, numbers and addresses (full-width characters and
    blanks are put right), `given` marks what the sender of the form fills in, `labels` gives the
    words on the sheet for values that people do not read, `choices` is offered as a list without
    being the only thing allowed, `longest` is in characters.
    """

    header: str
    hint: str = ""
    code: bool = False
    given: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    width: int = 16
    longest: int = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One field of a model with everything reading and writing need to know.

    `base` is the type without `None`; `words` maps each word allowed on the sheet to its value,
    and is empty where anything may be written.
    """

    field: str
    cell: Cell
    base: Any
    words: Mapping[str, Any]
    required: bool

    @property
    def header(self) -> str:
        return self.cell.header

    @property
    def marked_header(self) -> str:
        """The header as written: an asterisk means that the cell must be filled."""
        return f"{self.header}*" if self.required and not self.cell.given else self.header


@cache
def columns_of(model: type[FormModel]) -> tuple[Column, ...]:
    """The fields of a model that stand on a sheet, in the order of the model."""
    return tuple(
        _column(name, info, cell)
        for name, info in model.model_fields.items()
        for cell in info.metadata
        if isinstance(cell, Cell)
    )


def _column(name: str, info: FieldInfo, cell: Cell) -> Column:
    base = _without_none(info.annotation)
    assert base in _BASES or get_origin(base) in {tuple, Literal}, f"{name}: no cell holds {base}"
    return Column(name, cell, base, _words(base, cell), info.is_required())


_BASES = {str, int, Decimal, date, datetime, bool}


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, UnionType}:
        return next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _words(base: Any, cell: Cell) -> Mapping[str, Any]:
    if base is bool:
        return {YES: True, NO: False}
    if get_origin(base) is Literal:
        return {cell.labels.get(value, str(value)): value for value in get_args(base)}
    return {}
