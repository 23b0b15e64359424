"""Workbooks that another process has opened read as if this one had."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from documents.forms import ahead
from documents.forms.ahead import opened
from documents.forms.opening import open_book
from documents.forms.problems import FormRefused
from runtime.openers import Openers, opening_ahead

REGISTERS = sorted(Path("examples/qinzhou-2026/registers").glob("*.xlsx"))


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process without the test runner's threads, on two cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def found(plain: None) -> Iterator[Openers]:  # noqa: ARG001 - put back after the block
    with opening_ahead(is_worth_it=True):
        yield _openers()


def _openers() -> Openers:
    waiting = ahead.AHEAD.get()
    assert isinstance(waiting, Openers)
    return waiting


def _with_formula() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["B1"] = 0.5
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def test_what_was_opened_ahead_is_the_same(found: Openers) -> None:
    books = [(path.read_bytes(), path.name) for path in REGISTERS]
    books.append((_with_formula(), "公式.xlsx"))
    for data, name in books:
        found.ask(data, name)

    for data, name in books:
        assert opened(data, name) == open_book(data, name)


def test_what_is_refused_is_refused_with_the_same_words(found: Openers) -> None:
    found.ask(b"PK\x03\x04 and nothing else", "坏.xlsx")

    with pytest.raises(FormRefused) as refused:
        opened(b"PK\x03\x04 and nothing else", "坏.xlsx")

    assert [one.file for one in refused.value.problems] == ["坏.xlsx"]
    assert "已损坏" in str(refused.value)


def test_other_bytes_under_the_same_name_are_another_workbook(found: Openers) -> None:
    path = REGISTERS[0]
    found.ask(_with_formula(), path.name)

    assert found.take(path.read_bytes(), path.name) is None
    assert opened(path.read_bytes(), path.name) == open_book(path.read_bytes(), path.name)


def test_a_process_that_is_killed_costs_nothing_but_time(found: Openers) -> None:
    data, name = REGISTERS[0].read_bytes(), REGISTERS[0].name
    found.ask(data, name)
    for pid in found._pool._processes:
        os.kill(pid, signal.SIGKILL)
    found.ask(data, "another.xlsx")

    assert opened(data, name) == open_book(data, name)
    assert opened(data, "another.xlsx").keys() == open_book(data, "another.xlsx").keys()


@pytest.mark.usefixtures("plain")
def test_the_processes_end_with_the_block() -> None:
    with opening_ahead(is_worth_it=True) as ask:
        ask(REGISTERS[0].read_bytes(), REGISTERS[0].name)
        pids = list(_openers()._pool._processes)

    assert ahead.AHEAD.get() is None
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize("cores", [1, 2])
def test_nobody_is_forked_where_it_does_not_help(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    with opening_ahead(is_worth_it=cores == 1) as ask:
        ask(REGISTERS[0].read_bytes(), REGISTERS[0].name)
        assert ahead.AHEAD.get() is None


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with opening_ahead(is_worth_it=True):
            assert ahead.AHEAD.get() is None
    finally:
        stop.set()
        thread.join()


@pytest.mark.usefixtures("plain")
def test_an_opener_dies_with_who_asked_it() -> None:
    asked, tell = os.pipe()
    parent = os.fork()
    if parent == 0:
        _ask_and_tell(tell)
    os.close(tell)
    opener = int(os.read(asked, 20))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    assert _is_gone(opener)


def _ask_and_tell(tell: int) -> None:
    try:
        with opening_ahead(is_worth_it=True) as ask:
            ask(REGISTERS[0].read_bytes(), REGISTERS[0].name)
            _openers().take(REGISTERS[0].read_bytes(), REGISTERS[0].name)
            os.write(tell, str(next(iter(_openers()._pool._processes))).encode())
            signal.pause()
    finally:
        os._exit(1)


def _is_gone(pid: int) -> bool:
    """Within ten seconds; whoever adopts it may leave it as a zombie for longer."""
    stat = Path(f"/proc/{pid}/stat")
    for _ in range(200):
        try:
            if stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        threading.Event().wait(0.05)
    return False
