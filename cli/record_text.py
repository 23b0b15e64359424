"""The text of a record from outside, read in time and memory that grow with its length alone."""

import json
from collections import Counter
from typing import Any

from cli.refusal import InputRefused
from rules.record import RECORD

MAX_BYTES = 64 * 1024 * 1024
_MAX_VALUES = 4_000_000  # each may take a hundred bytes of memory
_MAX_DEPTH = 100  # records go ten deep
_NAMED = 3


class RecordTooLarge(InputRefused):
    """A text that no edition makes, and that is not read."""


def read_record(data: bytes) -> dict[str, Any]:
    """The record.

    Raises:
        RecordTooLarge: it is longer, fuller or deeper than a record can be.
        InputRefused: it is no JSON object, or says something twice.
    """
    if len(data) > MAX_BYTES or sum(map(data.count, (b",", b"[", b"{"))) > _MAX_VALUES:
        raise RecordTooLarge(f"{RECORD} 过大（超过64MB或{_MAX_VALUES}个值），不是导出的记录。")
    try:
        record = json.loads(data, object_pairs_hook=_without_repeats)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise InputRefused(f"{RECORD} 不是合法的 JSON（{error}），请重新导出。") from error
    if not isinstance(record, dict):
        raise InputRefused(f"{RECORD} 不是一份记录，请重新导出。")
    _judge_depth(record)
    return record


def _judge_depth(record: dict[str, Any]) -> None:
    """Level by level, for what is too deep for Python cannot be walked by calls."""
    level: list[Any] = [record]
    for _ in range(_MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> RecordTooLarge:
    return RecordTooLarge(f"{RECORD} 的括号套了超过{_MAX_DEPTH}层，不是导出的记录。")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; of two equal keys another reader might believe the other one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        repeated = sorted(key for key, number in times.items() if number > 1)
        more = "等" if len(repeated) > _NAMED else ""
        names = "、".join(key[:40] for key in repeated[:_NAMED])
        raise InputRefused(f"{RECORD} 里重复出现 {names}{more}，不能核对。")
    return found
