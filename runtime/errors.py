"""What the keeper of an installation can put right; the sentence says how."""

from rules.errors import RuleError


class PathRefused(RuleError):
    """A path that somebody named is not one they may read or write."""

    code = "path_refused"


class WrongVersion(RuntimeError):
    """The database belongs to another version of the program."""


class WrongKey(RuntimeError):
    """The key is missing or is not the one the database's secrets were encrypted with."""


class FileDamaged(RuntimeError):
    """A file of the store is not what its name says."""
