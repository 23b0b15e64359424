"""A record checked against itself: everything that was computed is computed again.

Nothing but the record is needed, and nothing in it is believed: hashes, the audit chain, draws,
scores, lists and counts are recomputed from the inputs in the record, and the sections are
compared with each other. A record that does not read is a finding, never an exception.
"""

import json
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from rules.canonical import NotCanonical, sha256_of
from rules.policy.problems import sentence_of
from rules.record import (
    attempts,
    ballots,
    cases,
    chains,
    conflicts,
    draws,
    eligibilities,
    lists,
    publicities,
    reviews,
)
from rules.record.discrepancy import Discrepancy
from rules.record.model import FORMAT, Record


def verify(record: Mapping[str, object]) -> tuple[Discrepancy, ...]:
    """Every discrepancy of a record as parsed from JSON, () when it holds."""
    if record.get("format") != FORMAT:
        sentence = f"不是 {FORMAT} 格式的记录，本版本不能核对。"
        return (Discrepancy("record", "", "format", sentence),)
    try:
        text = json.dumps(record)
        parsed = Record.model_validate_json(text, strict=True)
    except (ValidationError, TypeError, ValueError) as error:
        return tuple(_unreadable(error))
    return (
        *_seals(record, parsed),
        *chains.check(parsed),
        *attempts.check(parsed),
        *eligibilities.check(parsed),
        *draws.check(parsed),
        *conflicts.check(parsed),
        *reviews.check(parsed),
        *lists.check(parsed),
        *ballots.check(parsed),
        *publicities.check(parsed),
        *cases.check(parsed),
    )


def _unreadable(error: Exception) -> Iterator[Discrepancy]:
    if not isinstance(error, ValidationError):
        yield Discrepancy("record", "", "unreadable", f"记录不能读取（{error}）。")
        return
    for fault in error.errors(include_url=False):
        path = ".".join(map(str, fault["loc"]))
        section = str(fault["loc"][0]) if fault["loc"] else "record"
        yield Discrepancy(section, path, "unreadable", f"{path} {sentence_of(dict(fault))}")


def _seals(record: Mapping[str, object], parsed: Record) -> Iterator[Discrepancy]:
    content = {key: value for key, value in record.items() if key != "sha256"}
    try:
        holds = sha256_of(content) == parsed.sha256
    except NotCanonical:
        holds = False
    if not holds:
        sentence = "记录内容与其校验值 sha256 不符，导出后被改动过。"
        yield Discrepancy("record", "", "sha256", sentence)
    if sha256_of(record["policy"]) != parsed.policy_sha256:
        sentence = "记录中的政策内容与其校验值 policy_sha256 不符。"
        yield Discrepancy("policy", "", "sha256", sentence)
