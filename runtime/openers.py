"""Processes that open workbooks ahead, while this one takes in those before.

To open a workbook takes longer than all else that is done with it, and needs its bytes alone.
"""

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress

from documents.forms.ahead import AHEAD
from documents.forms.opening import Grid, get_ready, open_book
from documents.forms.problems import FormProblem, FormRefused
from runtime.processes import die_with_parent

_MOST = 4  # processes; each may hold the largest workbook there may be
_Book = Mapping[str, Grid] | Sequence[FormProblem]
Ask = Callable[[bytes, str], None]


class Openers:
    """Opens what it is asked for; `take` as in `documents.forms.ahead`."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._books: dict[tuple[str, bytes], Future[_Book]] = {}

    def ask(self, data: bytes, name: str) -> None:
        with suppress(RuntimeError):  # the pool is broken: whoever reads the workbook opens it
            self._books[_key(data, name)] = self._pool.submit(_open, data, name)

    def take(self, data: bytes, name: str) -> Mapping[str, Grid] | None:
        """None also where nobody has begun yet, and where one failed: it is opened here then."""
        book = self._books.pop(_key(data, name), None)
        if book is None or book.cancel():
            return None
        try:
            found = book.result()
        except Exception:  # noqa: BLE001 - whatever ended the other process
            return None
        if isinstance(found, Mapping):
            return found
        raise FormRefused(found)


@contextmanager
def opening_ahead(*, is_worth_it: bool) -> Iterator[Ask]:
    """In the block, workbooks that are asked for are opened before they are read.

    Only a process of one thread is forked, and only where there is a second core.
    """
    count = min((os.cpu_count() or 1) - 1, _MOST)
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    if not (is_worth_it and is_safe and count):
        yield lambda data, name: None  # noqa: ARG005
        return
    get_ready()  # once, and not in each of them
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, mp_context=fork, initializer=_begin) as pool:
        openers = Openers(pool)
        token = AHEAD.set(openers)
        try:
            yield openers.ask
        finally:
            AHEAD.reset(token)
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is sent to all; the first one decides


def _open(data: bytes, name: str) -> _Book:
    try:
        return open_book(data, name)
    except FormRefused as refused:
        return refused.problems


def _key(data: bytes, name: str) -> tuple[str, bytes]:
    return name, hashlib.sha256(data).digest()
