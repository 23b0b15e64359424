"""Plain files: read without following a link, written whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_FOLDER = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # to open a pipe would wait for its writer


def open_plain(path: Path) -> BinaryIO:
    """Open a file to read it.

    Every part of the path is looked at as it is opened, so that a link which somebody puts there
    after the path was checked leads nowhere.

    Raises:
        OSError: it cannot be read, a part of its path is a link, or it is no plain file.
    """
    root, *folders, name = path.absolute().parts
    place = os.open(root, _FOLDER)
    try:
        for folder in folders:
            below = os.open(folder, _FOLDER, dir_fd=place)
            os.close(place)
            place = below
        handle = os.open(name, _FILE, dir_fd=place)
    finally:
        os.close(place)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise PermissionError(f"{path} is no plain file")
    return os.fdopen(handle, "rb")


@contextmanager
def written_whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write to, which is at ``place`` when the block has ended well.

    Readers see what was there before or the whole new file. A link in its place is replaced.
    """
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
