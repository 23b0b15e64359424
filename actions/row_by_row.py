"""Rows that stand for themselves: one that does not fit costs the others nothing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from actions.report import Line
from rules.errors import Refusal
from runtime.desk import Desk

R = TypeVar("R")


def take_rows(
    desk: Desk, rows: Sequence[R], take: Callable[[R], tuple[bool, str]], *, sheet: str, source: str
) -> list[Line]:
    """A line for each row: whether it is in order, and a sentence; a refused row leaves nothing."""
    lines = []
    for number, one in enumerate(rows, start=1):
        try:
            with desk.session.begin_nested():
                ok, said = take(one)
        except Refusal as refused:
            ok, said = False, str(refused)
        lines.append(Line(source, f"{sheet}第{number}行", ok=ok, sentence=said))
    return lines
