"""Markdown for the evidence above a form; what people wrote cannot break out of its cell."""

from collections.abc import Iterable, Sequence

from documents.plain import plain

_BLOCKS = 20
_MARKS = str.maketrans("|<>`[]", "｜＜＞'［］")  # cells, tags, code, links and pictures


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table, or ``（无）`` when there is no row."""
    lines = [_line(row) for row in rows]
    if not lines:
        return "（无）"
    return "\n".join([_line(headers), _line(["---"] * len(headers)), *lines])


def bullets(items: Iterable[str]) -> str:
    """A list, or ``（无）`` when it is empty."""
    return "\n".join(f"- {escaped(item)}" for item in items) or "（无）"


def escaped(text: object) -> str:
    """The text on one line, without what Markdown or HTML would take for its own."""
    kept = plain(str(text)).replace("\n", " ")
    return kept.translate(_MARKS)


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def bars(values: Sequence[tuple[str, int]]) -> str:
    """A bar chart that any terminal, browser or paper shows: a table whose cells are bars."""
    longest = max((value for _, value in values), default=0)
    rows = [(name, bar(value, longest), value) for name, value in values]
    return table(("项目", "图", "数值"), rows)


def bar(value: int, longest: int) -> str:
    """A bar of at most twenty blocks; what is not zero shows at least one."""
    return "█" * -(-_BLOCKS * max(value, 0) // longest) if longest > 0 else ""
