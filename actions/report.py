"""What became of something that was handed in: one line a file, a row or a package."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an import report.

    ``file`` is the name it came under, ``place`` the sheet and cell, the receipt number or ""
    where the whole file is meant, ``sentence`` Chinese.
    """

    file: str
    place: str
    ok: bool
    sentence: str
