"""Writes the made-up edition: ``python -m examples.make_qinzhou_2026``.

The README beside the files is written by hand; everything else in the folder comes from here.
"""

from pathlib import Path

from examples.making.after_award import blank_forms
from examples.making.applications import package
from examples.making.organisations import ORGANISATIONS
from examples.making.registers import registers
from examples.making.scenario import scenario

FOLDER = Path(__file__).parent / "qinzhou-2026"


def edition_files() -> dict[str, bytes]:
    """Every file of the edition by its path below the folder."""
    packages = (
        (f"{one.folder}/{name}", content)
        for one in ORGANISATIONS
        for name, content in package(one).items()
    )
    lists = ((f"registers/{name}", content) for name, content in registers().items())
    blank = {f"after-award/{name}": content for name, content in blank_forms().items()}
    return {"scenario.toml": scenario(), **dict(lists), **dict(packages), **blank}


def write_edition(folder: Path = FOLDER) -> None:
    """Write the files that are not there yet or differ."""
    for name, content in edition_files().items():
        path = folder / name
        if path.exists() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write_edition()
