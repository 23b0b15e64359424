"""What a person settles at a gate besides the outcome, as fields and rows a page can show.

Every field has its Chinese title and a sentence on how to fill it in. No list has a row that
somebody did not choose: what is missing is refused by name and never assumed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from actions.errors import ActionRefused

R = TypeVar("R")
D = TypeVar("D", bound="Details")

Reason = Annotated[str, Field(min_length=2, title="理由", description="存入档案，请写完整的一句话")]


class Details(BaseModel):
    """Fields of one decision, or of one row in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NoDetails(Details):
    """Of a decision that settles nothing but the outcome."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A subject of a decision: the row of `field` that names it with `fixed`, and what is known.

    ``must``: an approval has to say something about it. Others stand as proposed unless named.
    """

    field: str
    fixed: Mapping[str, Any]
    facts: Mapping[str, str]
    must: bool = True


class DetailsRefused(ActionRefused):
    """Fields are not filled in right; `fields` has a sentence by path: ``verdicts.0.reason``."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("".join(fields.values()))
        self.fields = fields


def read_details(model: type[D], given: Mapping[str, Any]) -> D:
    """The details as filled in.

    Raises:
        DetailsRefused: each wrong field has a sentence.
    """
    try:
        return model.model_validate(given)
    except ValidationError as wrong:
        found = {
            ".".join(map(str, error["loc"])): _sentence(model, error["loc"], error["type"])
            for error in wrong.errors(include_url=False)
        }
        raise DetailsRefused(found) from wrong


def plain_details(details: Details) -> dict[str, Any]:
    """As plain JSON."""
    return details.model_dump(mode="json")


def by_subject(rows: Iterable[R], subject: Callable[[R], str], what: str) -> dict[str, R]:
    """Rows by what they are about.

    Raises:
        ActionRefused: two rows about the same.
    """
    found: dict[str, R] = {}
    for row in rows:
        name = subject(row)
        if name in found:
            raise ActionRefused(f"{what}{name}填了不止一行，请只留一行。")
        found[name] = row
    return found


def _sentence(model: type[BaseModel], place: tuple[int | str, ...], kind: str) -> str:
    """What is wrong with a field, by its title; a row is told by its number."""
    titles, row, fields = [], "", dict(model.model_fields)
    for step in place:
        if isinstance(step, int):
            row = f"第{step + 1}行"
        elif (known := fields.get(step)) is not None:
            titles.append(known.title or step)
            fields = _fields_of(known)
    title = f"{row}“{titles[-1] if titles else place[-1]}”"
    if kind == "extra_forbidden":
        return f"没有{title}这一栏，请去掉。"
    if kind in {"missing", "string_too_short", "too_short"}:
        return f"{title}没有填写，请补填。"
    return f"{title}填写的内容不能识别，请按说明填写。"


def _fields_of(field: FieldInfo) -> dict[str, FieldInfo]:
    """The fields of the rows of a list, {} where it is none."""
    for inner in getattr(field.annotation, "__args__", ()):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return dict(inner.model_fields)
    return {}
