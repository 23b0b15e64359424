"""One text per value, so that equal values have equal hashes on every machine.

Keys are sorted, nothing is padded, dates are ISO 8601, instants are written in +08:00 and
fractions as "n/d". Floats and sets have no such text and are refused.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from rules.errors import RuleError

BEIJING = timezone(timedelta(hours=8))


class NotCanonical(RuleError):
    """The value has no canonical text."""

    code = "not_canonical"


def canonical_json(value: object) -> str:
    """The one JSON text of a value; raises NotCanonical where there is none."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(value: object) -> str:
    """SHA-256 of the canonical text, 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return _plain_container(value)


def _plain_container(value: object) -> Any:
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(by_alias=True))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise NotCanonical(f"类型 {type(value).__name__} 没有唯一写法，不能写入留痕记录。")


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise NotCanonical("时间没有注明时区，不能写入留痕记录。")
    return moment.astimezone(BEIJING).isoformat()


def _key(key: object) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise NotCanonical(f"键 {key!r} 不是文本，不能写入留痕记录。")
    return key
