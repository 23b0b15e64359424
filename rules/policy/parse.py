"""From the files of a pack to a policy, or to every problem at once."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rules.policy.checks import complaints
from rules.policy.checks_frame import Needs
from rules.policy.draft import Draft, identifier
from rules.policy.model import Policy
from rules.policy.problems import PackInvalid, Problem, sentence_of


def read_pack(folder: Path, needs: Needs | None = None) -> Policy:
    """The policy in a folder of TOML files; raises PackInvalid with every problem.

    Given the stages that there are, with those they need, it must be made of them.
    """
    paths = sorted(folder.glob("*.toml"))
    files = tuple((path.name, path.read_text(encoding="utf-8")) for path in paths)
    return _parsed(files, None if needs is None else tuple(needs.items()))


@lru_cache(maxsize=8)
def _parsed(
    files: tuple[tuple[str, str], ...], needs: tuple[tuple[str, tuple[str, ...]], ...] | None
) -> Policy:
    return parse_pack(dict(files), None if needs is None else dict(needs))


def parse_pack(files: Mapping[str, str], needs: Needs | None = None) -> Policy:
    """The policy in these files (name → TOML text); raises PackInvalid with every problem.

    A top-level key belongs to exactly one file; which one is the pack's own choice.
    """
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    raw: dict[str, Any] = {}
    for name in sorted(files):
        for key, section in _tables(name, files[name], problems):
            if key in owners:
                sentence = f"{owners[key]} 里已经有这一节，请合并到一个文件。"
                problems.append(Problem(name, key, "", sentence))
            owners[key], raw[key] = owners.get(key, name), raw.get(key, section)
    policy, faults = _validated(raw, needs)
    for path, key, sentence in faults:
        file = owners.get(key.split(".")[0], "")
        problems.append(Problem(file, key, _cite(raw, path), sentence))
    if problems or policy is None:
        raise PackInvalid(sorted(set(problems)))
    return policy


def _tables(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    try:
        yield from tomllib.loads(text).items()
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "", "", f"不是合法的 TOML（{error}），请改正语法。"))


Fault = tuple[tuple[str | int, ...], str, str]


def _validated(raw: dict[str, Any], needs: Needs | None) -> tuple[Policy | None, list[Fault]]:
    faults: list[Fault] = []
    text = json.dumps(_with_nulls(raw), default=str)
    filled = json.loads(text)
    policy = None
    try:
        policy = Policy.model_validate_json(text, strict=True)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            path = fault["loc"]
            faults.append((path, _key(filled, path), sentence_of(dict(fault))))
    for key, sentence in complaints(Draft(filled), needs):
        faults.append((_path(filled, key), key, sentence))
    return policy, faults


def _with_nulls(raw: Any) -> Any:
    """TOML has no null: a leaf that names a basis but no value has the value None."""
    if isinstance(raw, dict):
        filled = {key: _with_nulls(item) for key, item in raw.items()}
        return {"value": None, **filled} if "basis" in filled else filled
    if isinstance(raw, list):
        return [_with_nulls(item) for item in raw]
    return raw


def _key(raw: Any, path: tuple[str | int, ...]) -> str:
    """The dotted key of a path, entries of lists by their identifier."""
    parts = []
    for step in path:
        raw = _step(raw, step)
        named = identifier(raw) if isinstance(step, int) and isinstance(raw, dict) else ""
        parts.append(named or str(step))
    return ".".join(parts)


def _path(raw: Any, key: str) -> tuple[str | int, ...]:
    """The path of a dotted key as far as it exists, for finding its citation."""
    path: list[str | int] = []
    for part in key.split("."):
        step: str | int = part
        if isinstance(raw, list):
            names = [identifier(item) if isinstance(item, dict) else "" for item in raw]
            step = names.index(part) if part in names else part
        path.append(step)
        raw = _step(raw, step)
    return tuple(path)


def _step(raw: Any, step: str | int) -> Any:
    try:
        return raw[step]
    except (KeyError, IndexError, TypeError):
        return None


def _cite(raw: Any, path: tuple[str | int, ...]) -> str:
    """The citation nearest above a path, "" when there is none."""
    found = ""
    for step in path:
        raw = _step(raw, step)
        if isinstance(raw, dict):
            own = raw.get("cite") or raw.get("article")
            found = own if isinstance(own, str) else found
    return found
