"""What a command takes from the shelf: packs and criteria by name."""

from pathlib import Path

from cli.refusal import InputRefused
from rules.criteria import Criteria, read_criteria
from rules.policy import Policy, read_pack
from runtime.packs import criteria_files, pack_folder


def policy_named(pack: str) -> Policy:
    """The shipped pack of that name, or the one in that folder; raises InputRefused."""
    folder = pack_folder(pack) or Path(pack)
    if pack and any(folder.glob("*.toml")):
        return read_pack(folder)
    raise InputRefused(f"没有政策包“{pack}”，可用 zhijiang policy list 查看名称。")


def criteria_named(name: str) -> Criteria:
    """The shipped criteria of that id, or those in that file; raises InputRefused."""
    path = criteria_files().get(name, Path(name))
    if name and path.is_file():
        return read_criteria(path)
    known = "、".join(sorted(criteria_files()))
    raise InputRefused(f"没有评审标准“{name}”：请写文件路径，或下列名称之一：{known}。")
