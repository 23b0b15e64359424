"""Who may read what is written: the user who runs the installation, and nobody else.

The public folder is the one exception: a web server, which is another user, shows it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_OTHERS = 0o077
_SHOWN_FOLDER, _SHOWN_FILE = 0o755, 0o644


def keep_private() -> None:
    """From now on what this process, and those it starts, write is for its own user alone."""
    os.umask(_OTHERS)


def loose(home: Path, public: Path) -> Iterator[Path]:
    """What others may read or write in ``home``, without what lies in the public folder."""
    shown = public.resolve()
    for path in _walk(home.resolve()):
        if path != shown and shown not in path.parents and _mode(path) & _OTHERS:
            yield path


def tighten(home: Path, public: Path) -> None:
    """Close what an earlier version left open; what belongs to another user stays as it is."""
    for path in list(loose(home, public)):
        try:
            path.chmod(_mode(path) & ~_OTHERS)
        except PermissionError:
            continue  # `zhijiang health` names it


def show_folder(public: Path, folder: Path) -> None:
    """Make a folder in the public one, or that itself, which everyone may look into."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    below = [one for one in (folder, *folder.parents) if public in (one, *one.parents)]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    for one in {*missing, *below}:
        if not _is_shown(one):
            one.chmod(_SHOWN_FOLDER)


def show_file(path: Path) -> None:
    path.chmod(_SHOWN_FILE)


def is_shown(public: Path, path: Path) -> bool:
    """Whether others can read a file of the public folder, and not write it."""
    return all(_is_shown(one) for one in (path, *path.parents) if public in (one, *one.parents))


def hidden(public: Path) -> Iterator[Path]:
    """What in the public folder others cannot read, or may even write."""
    for path in _walk(public):
        if path.suffix != ".part" and path.exists() and not _is_shown(path):
            yield path


def _is_shown(path: Path) -> bool:
    return _mode(path) == (_SHOWN_FOLDER if path.is_dir() else _SHOWN_FILE)


def _walk(folder: Path) -> Iterator[Path]:
    """The folder and all below it; a link is left alone, for it may lead anywhere."""
    if not folder.is_dir():
        return
    yield folder
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(root, name)
            if not path.is_symlink():
                yield path


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:  # it went meanwhile
        return 0
