"""Where files that people name may come from and go to.

What is typed into a form names a file in the inbox, or a new one in the outbox, and nothing else:
whoever fills in forms must not reach the key, the database or what the system keeps beside them.
Who types at the command line has a shell on this machine already; it refuses what would be a slip.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from runtime.errors import PathRefused
from runtime.settings import settings

_SPECIAL = (Path("/proc"), Path("/sys"), Path("/dev"))
_LONGEST = 200  # bytes of a file's name; the system allows 255, and a number may follow


def make_folders() -> None:
    """The inbox and the outbox, so that people find them."""
    for folder in (settings().incoming, settings().outgoing):
        folder.mkdir(parents=True, exist_ok=True)


def in_inbox(named: str) -> Path:
    """The file or folder of that name in the inbox, by its path without links.

    Raises:
        PathRefused: it is not there, lies outside, is reached through a link, or is no plain file.
    """
    make_folders()
    root = settings().incoming.resolve()
    found = root / _inside(named, settings().incoming)
    is_below = root in (found, *found.parents) and ".." not in found.parts
    if not (is_below and _is_plain(found) and found.resolve() == found):
        raise PathRefused(
            f"收件箱里没有“{named}”：请先把文件放进 {root}（不能是链接），"
            "再填写它在其中的名称，如 名册 或 名册/通讯录.xlsx。"
        )
    return found


def new_in_inbox(named: str) -> Path:
    """A new, empty folder in the inbox for what somebody hands in through the front door.

    Raises:
        PathRefused: it is not the mere name of a folder.
    """
    make_folders()
    if named.startswith(".") or not _is_name(named):
        raise PathRefused(f"“{named}”不能作为文件夹名。")
    root = settings().incoming.resolve()
    for number in count(1):
        place = root / (f"{named}-{number}" if number > 1 else named)
        with suppress(FileExistsError):
            place.mkdir()
            return place
    raise AssertionError("there are numbers without end")


@contextmanager
def new_in_outbox(named: str) -> Iterator[Path]:
    """A new, still empty file in the outbox; a name that is taken gets a number.

    The file is removed when the block fails.

    Raises:
        PathRefused: it is not the mere name of a file.
    """
    make_folders()
    root = settings().outgoing.resolve()
    name = str(_inside(named, settings().outgoing))
    if name.startswith(".") or not _is_name(name):
        raise PathRefused(
            f"“{named}”不能作为文件名：请只填文件名，如 第三届.zip，写好的文件在 {root}。"
        )
    with _claimed(_free(root, Path(name))) as place:
        yield place


@contextmanager
def new_at(typed: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """The place of a new file that somebody typed at the command line.

    Raises:
        PathRefused: it exists and is not to be overwritten, or it lies within the installation.
    """
    place = typed.parent.resolve() / typed.name
    if _is_ours(place) or settings().public.resolve() in place.parents:
        raise PathRefused(
            f"{typed} 在本系统自己的文件夹里，没有写：请写到别处，"
            f"如 {settings().outgoing.resolve() / typed.name}。"
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    if overwrite:
        yield place
        return
    try:
        place.touch(0o600, exist_ok=False)
    except FileExistsError:
        raise PathRefused(
            f"{typed} 已经存在，没有覆盖：请换一个文件名，或加上 --overwrite。"
        ) from None
    with _claimed(place):
        yield place


def typed(path: Path) -> Path:
    """What somebody named at the command line to be read, by its path without links.

    Raises:
        PathRefused: it is the installation's own, contains that, or is no plain file.
    """
    found = path.resolve()
    if _is_ours(found) or found in settings().home.resolve().parents:
        raise PathRefused(
            f"{path} 是本系统自己的数据，不能导入：请把要导入的文件放进 "
            f"{settings().incoming.resolve()}，或放在别的文件夹。"
        )
    is_odd = found.exists() and not (found.is_file() or found.is_dir())
    if is_odd or any(place in (found, *found.parents) for place in _SPECIAL):
        raise PathRefused(f"{path} 不是普通文件，不能导入：请换成要导入的文件或文件夹。")
    return found


def _inside(named: str, folder: Path) -> Path:
    """What was named, seen from the folder; a whole path of something in it is as good."""
    path = Path(named)
    for root in (folder.absolute(), folder.resolve()):
        with suppress(ValueError):
            return path.relative_to(root)
    return path


def _is_plain(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):  # too long, or with a NUL in it
        return False


def _is_name(name: str) -> bool:
    return "/" not in name and name.isprintable() and len(name.encode()) <= _LONGEST


def _free(root: Path, name: Path) -> Path:
    """An empty file that was not there before: two that export at once get two."""
    for number in count(1):
        place = root / (f"{name.stem}-{number}{name.suffix}" if number > 1 else name)
        with suppress(FileExistsError):
            place.touch(0o600, exist_ok=False)  # a link in its place exists, and is not followed
            return place
    raise AssertionError("there are numbers without end")


@contextmanager
def _claimed(place: Path) -> Iterator[Path]:
    try:
        yield place
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _is_ours(path: Path) -> bool:
    """Whether it belongs to the installation; the inbox and the outbox belong to people."""
    chosen = settings()
    theirs = (chosen.incoming.resolve(), chosen.outgoing.resolve())
    if any(folder in (path, *path.parents) for folder in theirs):
        return False
    database = chosen.database_url.partition("sqlite:///")[2]
    own = (chosen.home, Path(".env"), *([Path(database)] if database else []))
    return any(one.resolve() in (path, *path.parents) for one in own)
