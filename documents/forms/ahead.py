"""Workbooks that somebody has opened, or is opening, before they are read."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Protocol

from documents.forms.opening import Grid, open_book


class Ahead(Protocol):
    """Who opens workbooks ahead."""

    def take(self, data: bytes, name: str) -> Mapping[str, Grid] | None:
        """What `open_book` gives or raises; None for a workbook that is not opened here."""
        ...


AHEAD: ContextVar[Ahead | None] = ContextVar("AHEAD", default=None)


def opened(data: bytes, name: str) -> Mapping[str, Grid]:
    """Every sheet of the workbook by its title; `FormRefused` as `open_book`."""
    ahead = AHEAD.get()
    sheets = ahead.take(data, name) if ahead else None
    return open_book(data, name) if sheets is None else sheets
