"""What a command takes from the shelf: packs and criteria by name."""

from pathlib import Path

import policies
from cli.refusal import InputRefused
from rules.criteria import Criteria, read_criteria
from rules.policy import Policy, read_pack

SHELF = Path(policies.__file__).parent


def policy_named(pack: str) -> Policy:
    """The shipped pack of that name, or the one in that folder; raises InputRefused."""
    for folder in (SHELF / pack, Path(pack)):
        if pack and any(folder.glob("*.toml")):
            return read_pack(folder)
    raise InputRefused(f"没有政策包“{pack}”，可用 zhijiang policy list 查看名称。")


def criteria_named(name: str) -> Criteria:
    """The shipped criteria of that id, or those in that file; raises InputRefused."""
    folder = SHELF / "criteria"
    for path in (folder / f"{name}.toml", Path(name)):
        if name and path.is_file():
            return read_criteria(path)
    known = "、".join(sorted(path.stem for path in folder.glob("*.toml")))
    raise InputRefused(f"没有评审标准“{name}”：请写文件路径，或下列名称之一：{known}。")
