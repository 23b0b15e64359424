"""Text that can stand in a cell and on a paper."""

import unicodedata

_DROPPED = {"Cc", "Cf", "Cs"}  # controls, invisible marks, halves of characters


def plain(text: str) -> str:
    """The text without control characters; line ends are kept, other blanks are ordinary ones."""
    return "".join(
        char if char == "\n" else " " if char.isspace() else char
        for char in text.replace("\r\n", "\n")
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )
