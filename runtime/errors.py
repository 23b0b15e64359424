"""What the keeper of an installation can put right; the sentence says how."""


class WrongVersion(RuntimeError):
    """The database belongs to another version of the program."""
