"""What the keeper of an installation can put right; the sentence says how."""

from rules.errors import Refusal


class PathRefused(Refusal):
    """A path that somebody named is not one they may read or write."""


class NoSuchEdition(Refusal):
    """There is no edition of that number."""


class WrongVersion(RuntimeError):
    """The database belongs to another version of the program.

    No `Refusal`, like those below: a form must not take it for a wrong answer; the run has to fail
    and be retried.
    """


class WrongKey(RuntimeError):
    """The key is missing or is not the one the database's secrets were encrypted with."""


class StampRefused(Exception):
    """A time stamp authority did not answer, or did not stamp what it was sent."""


class FileDamaged(RuntimeError):
    """A file of the store is not what its name says."""


def path_sentence(error: Exception) -> str | None:
    """What to tell whoever named a path that leads nowhere; ``None`` for any other error."""
    match error:
        case FileNotFoundError() if error.filename:
            return f"找不到 {error.filename}，请检查路径。"
        case IsADirectoryError() | NotADirectoryError() if error.filename:
            return f"{error.filename} 不是所需的文件或文件夹，请检查路径。"
        case PermissionError() if error.filename:
            return f"没有读写 {error.filename} 的权限，请换一个位置或调整权限。"
    return None
