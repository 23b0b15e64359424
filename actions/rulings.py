"""Rulings in a gate's text field: one a line, ``编号 … 理由`` separated by blanks."""

from actions.errors import ActionRefused

_NOTHING = {"", "无", "无。", "没有"}


def lines_of(field: str, text: str, words: int, form: str) -> list[list[str]]:
    """The lines of a field, each split into `words` words; the last keeps its blanks.

    A field that says “无” has no lines.

    Raises:
        ActionRefused: a line has fewer words; the sentence shows `form`, how one looks.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() in _NOTHING:
            continue
        parts = line.split(maxsplit=words - 1)
        if len(parts) < words:
            sentence = f"“{field}”第{number}行“{line.strip()}”不完整，每行须写成：{form}。"
            raise ActionRefused(sentence)
        found.append([part.strip() for part in parts])
    return found
