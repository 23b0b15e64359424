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


class FileDamaged(RuntimeError):
    """A file of the store is not what its name says."""
