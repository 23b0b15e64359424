"""Text that can stand in a cell and on a paper."""

import unicodedata

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula, in a cell or in a .csv made of it."""

_DROPPED = {"Cc", "Cf", "Cs"}  # controls, invisible marks, halves of characters

_SEPARATORS = str.maketrans("/\\:", "___")  # which lead elsewhere on one system or another


def plain(text: str) -> str:
    """The text without control characters; line ends are kept, other blanks are ordinary ones."""
    if text.isprintable():
        return text
    return "".join(
        char if char == "\n" else " " if char.isspace() else char
        for char in text.replace("\r\n", "\n")
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )


def file_name(written: str) -> str:
    """A name as it may be stored, listed and packed: one line, every character to be seen."""
    name = " ".join(plain(written).split())
    return name.translate(_SEPARATORS) or "无名文件"


def harmless(text: str) -> str:
    """The plain text so that no spreadsheet takes it for a formula: an apostrophe in front."""
    kept = plain(text)
    return f"'{kept}" if kept.lstrip(" \n'").startswith(RISKY) else kept
