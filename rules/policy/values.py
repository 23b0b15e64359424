"""Every leaf of a policy as a row that people can read and confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rules.policy.leaf import OWN_STAGE
from rules.policy.words import shown
from rules.sourced import Basis, Sourced


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """One leaf: `key` is its path ("vote.quorum"), `shown` its value in Chinese."""

    key: str
    label: str
    shown: str
    basis: Basis
    cite: str
    stage: str


def values_of(policy: BaseModel, order: tuple[str, ...]) -> tuple[PolicyValue, ...]:
    """All leaves in the order of the model.

    A value first used in a stage this policy does not have belongs to its first stage.
    """
    return tuple(_rows(policy, key="", label="", order=order))


def _rows(
    section: BaseModel, *, key: str, label: str, order: tuple[str, ...]
) -> Iterator[PolicyValue]:
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        own_key = f"{key}.{field.alias or name}".lstrip(".")
        own_label = _joined(label, field.title)
        if isinstance(value, Sourced):
            yield _row(value, own_key, own_label, _stage(section, field, order))
        elif isinstance(value, BaseModel):
            yield from _rows(value, key=own_key, label=own_label, order=order)
        elif isinstance(value, tuple):
            for item in value:
                yield from _item_rows(item, own_key, own_label, order)


def _item_rows(item: Any, key: str, label: str, order: tuple[str, ...]) -> Iterator[PolicyValue]:
    if isinstance(item, BaseModel):
        own_key = f"{key}.{item_id(item)}"
        yield from _rows(item, key=own_key, label=_joined(label, _item_label(item)), order=order)


def item_id(item: BaseModel) -> str:
    """What tells an entry of a list from its neighbours: id, stage name or trigger."""
    for name in ("id", "name", "trigger"):
        own = getattr(item, name, None)
        if isinstance(own, str):
            return own
    raise AssertionError(f"{type(item).__name__} has no identifier")


def _item_label(item: BaseModel) -> str:
    for name in ("title", "name", "ground"):
        own = getattr(item, name, None)
        if isinstance(own, Sourced):
            return str(own.value)
    return str(getattr(item, "article", item_id(item)))


def _joined(label: str, own: str | None) -> str:
    return "·".join(part for part in (label, own) if part)


def _stage(section: BaseModel, field: FieldInfo, order: tuple[str, ...]) -> str:
    extra = field.json_schema_extra
    stage = str(extra.get("stage", "")) if isinstance(extra, dict) else ""
    if stage == OWN_STAGE:
        stage = item_id(section)
    return stage if stage in order else order[0]


def _row(leaf: Sourced[Any], key: str, label: str, stage: str) -> PolicyValue:
    return PolicyValue(key, label, shown(leaf.value), leaf.basis, leaf.cite, stage)
