"""The shipped packs, and small changes to one, for tests."""

from functools import cache
from pathlib import Path

from rules.criteria import Criteria, read_criteria
from rules.policy import Policy, parse_pack, read_pack

POLICIES = Path(__file__).parents[2] / "policies"


@cache
def pack(name: str = "qinzhou-2021") -> Policy:
    return read_pack(POLICIES / name)


@cache
def pack_files(name: str = "qinzhou-2021") -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (POLICIES / name).glob("*.toml")}


def changed_files(*changes: tuple[str, str, str], name: str = "qinzhou-2021") -> dict[str, str]:
    """The pack's files with (file, old text, new text) replaced once each."""
    files = dict(pack_files(name))
    for file, old, new in changes:
        assert old in files[file], f"{old!r} is not in {file}"
        files[file] = files[file].replace(old, new, 1)
    return files


def changed_pack(*changes: tuple[str, str, str], name: str = "qinzhou-2021") -> Policy:
    return parse_pack(changed_files(*changes, name=name))


@cache
def gbt19580() -> Criteria:
    return read_criteria(POLICIES / "criteria" / "gbt19580-2012.toml")
