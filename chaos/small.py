"""A small edition: a few packages of the examples, so that many editions can be played."""

from pathlib import Path
from shutil import copy2, copytree

from deployments.catalogue import ROOT

EXAMPLES = ROOT / "examples" / "qinzhou-2026"
_TAKEN = ("01", "02", "03", "04", "05", "06", "15")  # the last one is incomplete


def small_examples(folder: Path) -> Path:
    """The examples with these packages only; gives their folder."""
    for name in ("registers", "late"):
        copytree(EXAMPLES / name, folder / name)
    for package in sorted((EXAMPLES / "applications").iterdir()):
        if package.name.startswith(_TAKEN):
            copytree(package, folder / "applications" / package.name)
    copy2(EXAMPLES / "scenario.toml", folder)
    return folder
