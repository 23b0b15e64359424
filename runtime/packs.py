"""Where packs and criteria lie: the installation's own folder first, then what is shipped."""

from pathlib import Path

from runtime.days import POLICIES
from runtime.settings import settings

_NOT_PACKS = {"criteria", "calendars"}


def shelves() -> tuple[Path, ...]:
    """Folders of packs; what an earlier one has hides what a later one has of the same name."""
    own = settings().packs
    return (own, POLICIES) if own else (POLICIES,)


def pack_folder(name: str) -> Path | None:
    """The folder of the pack of that name."""
    if name != Path(name).name or name in _NOT_PACKS:
        return None  # a form's field names a pack and no path
    folders = (shelf / name for shelf in shelves())
    return next((folder for folder in folders if any(folder.glob("*.toml"))), None)


def pack_folders() -> list[Path]:
    """One for each name, in the order of the names."""
    names = {path.name for shelf in shelves() if shelf.is_dir() for path in shelf.iterdir()}
    found = (pack_folder(name) for name in sorted(names))
    return [folder for folder in found if folder]


def criteria_files() -> dict[str, Path]:
    """The files of criteria by their ids."""
    return {
        path.stem: path
        for shelf in reversed(shelves())
        for path in sorted((shelf / "criteria").glob("*.toml"))
    }


def criteria_file(name: str) -> Path:
    """Where the criteria of that id are, or would be."""
    return criteria_files().get(name, POLICIES / "criteria" / f"{name}.toml")
