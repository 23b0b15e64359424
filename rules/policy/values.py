"""Every leaf of a policy as a row that people can read and confirm."""

from collections.abc import Iterator, Mapping
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


def values_of(
    policy: BaseModel, order: tuple[str, ...], names: Mapping[str, str]
) -> tuple[PolicyValue, ...]:
    """All leaves in the order of the model; `names` are Chinese words for identifiers.

    A value first used in a stage this policy does not have belongs to its first stage.
    """
    return tuple(
        PolicyValue(
            key,
            label,
            _money(leaf.value) if key.endswith("_fen") else shown(leaf.value, names),
            leaf.basis,
            leaf.cite,
            stage if stage in order else order[0],
        )
        for key, label, stage, leaf in _leaves(policy, key="", label="")
    )


def _money(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}元".replace(".00元", "元")


_Leaf = tuple[str, str, str, Sourced[Any]]


def _leaves(section: BaseModel, *, key: str, label: str) -> Iterator[_Leaf]:
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        own_key = f"{key}.{field.alias or name}".lstrip(".")
        own_label = "·".join(part for part in (label, field.title) if part)
        if isinstance(value, Sourced):
            yield own_key, own_label, _stage(section, field), value
        elif isinstance(value, BaseModel):
            yield from _leaves(value, key=own_key, label=own_label)
        elif isinstance(value, tuple):
            for item in (item for item in value if isinstance(item, BaseModel)):
                item_label = f"{own_label}·{_item_label(item)}".lstrip("·")
                yield from _leaves(item, key=f"{own_key}.{item_id(item)}", label=item_label)


def item_id(item: BaseModel) -> str:
    """What tells an entry of a list from its neighbours: id, stage name or trigger."""
    names = (getattr(item, name, None) for name in ("id", "name", "trigger"))
    return next(name for name in names if isinstance(name, str))


def _item_label(item: BaseModel) -> str:
    for name in ("title", "name"):
        own = getattr(item, name, None)
        if isinstance(own, Sourced):
            return str(own.value)
    return str(getattr(item, "article", item_id(item)))


def _stage(section: BaseModel, field: FieldInfo) -> str:
    extra = field.json_schema_extra
    stage = str(extra.get("stage", "")) if isinstance(extra, dict) else ""
    return item_id(section) if stage == OWN_STAGE else stage
