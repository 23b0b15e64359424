"""Fields of a pydantic model as a page shows them, and what was typed as the model's input.

A field's title and description are its label and hint; a choice is a row of buttons or a list; a
field of rows is a table with one row for each subject, and some empty rows where there is none.
"""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from actions.details import OpenRow
from portal.visit import Visit

_SPARE_ROWS = 3
_LONG = ("理由", "记录", "情况", "说明", "意见", "事实")


@dataclass(frozen=True, slots=True)
class Field:
    """One input: how it is named in the form, what it says, what it takes."""

    name: str  # "verdicts.0.reason"
    title: str
    hint: str
    kind: str  # text, long, number, date, datetime-local, choice, flag, file
    required: bool
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: what is known of it, and the inputs beside it."""

    facts: Mapping[str, str]
    fixed: Mapping[str, str]  # hidden inputs, by their names in the form
    fields: tuple[Field, ...]
    must: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A field of rows: its title, and a table."""

    title: str
    hint: str
    rows: tuple[Row, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The heads of what is known."""
        return tuple(self.rows[0].facts) if self.rows else ()

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(one.title for one in self.rows[0].fields) if self.rows else ()

    @property
    def must(self) -> tuple[Row, ...]:
        return tuple(one for one in self.rows if one.must)

    @property
    def may(self) -> tuple[Row, ...]:
        return tuple(one for one in self.rows if not one.must)


def plain_fields(model: type[BaseModel], visit: Visit) -> tuple[Field, ...]:
    """The fields that are no rows, with what was typed."""
    return tuple(
        _field(name, name, info, visit)
        for name, info in model.model_fields.items()
        if row_model(info) is None
    )


def row_fields(
    model: type[BaseModel], subjects: Sequence[OpenRow], visit: Visit
) -> tuple[Rows, ...]:
    """The fields of rows, each with the subjects that name it; who has none is given empty rows."""
    found = []
    for name, info in model.model_fields.items():
        of = row_model(info)
        if of is None:
            continue
        mine = [one for one in subjects if one.field == name]
        spare = [OpenRow(name, {}, {}, must=False)] * (0 if mine else _SPARE_ROWS)
        rows = tuple(_row(name, number, one, of, visit) for number, one in enumerate(mine or spare))
        found.append(Rows(info.title or name, info.description or "", rows))
    return tuple(found)


def row_model(info: FieldInfo) -> type[BaseModel] | None:
    """The model of a field's rows; ``None`` where it has no rows."""
    for inner in get_args(info.annotation):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def read(model: type[BaseModel], visit: Visit) -> dict[str, Any]:
    """What was typed, as input for the model: empty fields are left out, empty rows too."""
    given: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        of = row_model(info)
        if of is not None:
            given[name] = _rows_of(name, of, visit)
        elif (value := typed(name, info, visit)) is not None:
            given[name] = value
    return given


def _rows_of(name: str, of: type[BaseModel], visit: Visit) -> list[dict[str, Any]]:
    numbers = sorted({int(key.split(".")[1]) for key in visit.form if _is_of(key, name)})
    found = []
    for number in numbers:
        row = {
            field: value
            for field, info in of.model_fields.items()
            if (value := typed(f"{name}.{number}.{field}", info, visit)) is not None
        }
        fixed = set(visit.texts(f"{name}.{number}.fixed"))
        if set(row) - fixed and not _is_untouched(of, row, fixed):
            found.append(row)
    return found


def _is_untouched(of: type[BaseModel], row: Mapping[str, Any], fixed: set[str]) -> bool:
    """Whether nobody chose anything: a box that is not ticked is no answer of itself."""
    chosen = {name for name in row if name not in fixed}
    flags = {name for name in chosen if of.model_fields[name].annotation is bool}
    return chosen == flags and not any(row[name] for name in flags)


def _is_of(key: str, name: str) -> bool:
    parts = key.split(".")
    return len(parts) == 3 and parts[0] == name and parts[1].isdecimal()  # noqa: PLR2004


def explained(
    name: str, info: FieldInfo, visit: Visit, said: Mapping[str, Any], usual: str
) -> Field:
    """The input of a parameter, which its schema explains; ``usual`` stands there at first."""
    made = _field(name, name, info, visit)
    return replace(
        made,
        title=name,
        hint=str(said.get("description", "")) + ("（一行一项）" if is_lines(info) else ""),
        kind="long" if is_lines(info) else "choice" if said.get("enum") else made.kind,
        value=made.value or ("" if visit.is_posted else usual),
        choices=tuple(map(str, said.get("enum", ()))) or made.choices,
    )


def is_lines(info: FieldInfo) -> bool:
    """Whether a field takes several texts, typed one a line."""
    return get_origin(info.annotation) in {list, tuple}


def typed(name: str, info: FieldInfo, visit: Visit) -> Any:
    """What was typed for a field; ``None`` when it is empty."""
    text = visit.text(name)
    if _bare(info.annotation) is bool:
        return text == "1"
    return text or None


def _row(name: str, number: int, subject: OpenRow, of: type[BaseModel], visit: Visit) -> Row:
    place = f"{name}.{number}"
    fields = tuple(
        _field(f"{place}.{field}", field, info, visit)
        for field, info in of.model_fields.items()
        if field not in subject.fixed
    )
    fixed = {f"{place}.{field}": str(value) for field, value in subject.fixed.items()}
    return Row(subject.facts, fixed, fields, subject.must)


def _field(place: str, name: str, info: FieldInfo, visit: Visit) -> Field:
    title = info.title or name
    bare = _bare(info.annotation)
    value = visit.text(place)
    if not value and not visit.is_posted and not info.is_required() and info.default:
        value = str(info.default)
    return Field(
        name=place,
        title=title,
        hint=info.description or "",
        kind=_kind(bare, title),
        required=info.is_required(),
        value=value,
        choices=_choices(info.annotation),
    )


def _kind(bare: Any, title: str) -> str:
    if bare is bool:
        return "flag"
    if get_origin(bare) is Literal:
        return "choice"
    if isinstance(bare, type) and issubclass(bare, datetime):
        return "datetime-local"
    if isinstance(bare, type) and issubclass(bare, date):
        return "date"
    if isinstance(bare, type) and issubclass(bare, int):
        return "number"
    return "long" if any(word in title for word in _LONG) else "text"


def _bare(annotation: Any) -> Any:
    """Without ``None`` and what ``Annotated`` adds; a choice beside a number is text."""
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else str
    if hasattr(annotation, "__metadata__"):
        return _bare(get_args(annotation)[0])
    return annotation


def _choices(annotation: Any) -> tuple[str, ...]:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return tuple(str(one) for one in get_args(bare))
    if get_origin(annotation) in {Union, types.UnionType}:
        found: Iterable[Any] = get_args(annotation)
        return tuple(
            str(one) for part in found if get_origin(part) is Literal for one in get_args(part)
        )
    return ()
