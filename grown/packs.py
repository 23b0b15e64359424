"""Packs of made-up cities: Qinzhou's rules under other names, in a folder of the installation."""

from pathlib import Path
from shutil import copytree

from runtime.days import POLICIES

_MODEL = POLICIES / "qinzhou-2021"
_CITIES = ("甲市", "乙市", "丙市", "丁市", "戊市")


def write_packs(folder: Path, count: int) -> list[str]:
    """The names of as many packs, each a folder; no text of one names another's city."""
    names = []
    for number, city in enumerate(_CITIES[:count], 1):
        pack = folder / f"city{number}"
        copytree(_MODEL, pack)
        for file in pack.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("钦州市", city), encoding="utf-8")
        names.append(pack.name)
    return names
