"""Spare children: who is warm gets the order, and whatever becomes of one, the others serve."""

import os
import select
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from deployments.engine.resident.spares import COUNT, GIVEN, REFUSED, Spares, await_order

SECONDS = 10.0


@pytest.fixture
def forked() -> Iterator[Callable[[], list[int]]]:
    """Gives the processes that a test has forked, oldest first; they end with it."""
    before = set(_children())

    def forked() -> list[int]:
        return [pid for pid in _children() if pid not in before]

    yield forked
    for pid in forked():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


@pytest.fixture
def spares(forked: Callable[[], list[int]]) -> Iterator[Spares]:
    del forked  # ends them after this
    spares = Spares()
    yield spares
    spares.forget()


def fork(spares: Spares, notes: Path, *warmers: Callable[[], object]) -> None:
    """A spare that writes down its order's id, and what it is told then."""
    line = spares.fork()
    if line is None:
        return
    try:
        spares.forget()
        order, grant = await_order(line, warmers)
        said = "may run" if grant.is_given() else "is not needed"
        notes.write_text(f"{order['id']} {said}", encoding="utf-8")
    finally:
        os._exit(0)


def hear(spares: Spares) -> None:
    readable, _, _ = select.select(spares.lines(), [], [], SECONDS)
    for number in readable:
        spares.hear(number)


def order(spares: Spares, run: str, word: bytes = GIVEN) -> int:
    """The process that the order went to and that has ended since."""
    found = spares.order({"id": run})
    assert found is not None, "a spare is warm"
    pid, line = found
    line.sendall(word)
    line.close()
    assert os.waitpid(pid, 0) == (pid, 0)
    return pid


def fail() -> NoReturn:
    raise RuntimeError("the server does not answer")


def hang() -> None:
    signal.pause()


def test_a_warm_spare_carries_out_the_order(spares: Spares, tmp_path: Path) -> None:
    warmth, notes = tmp_path / "warm", tmp_path / "notes"
    fork(spares, notes, warmth.touch)
    hear(spares)
    assert warmth.exists()

    order(spares, "甲" * 100_000)

    assert notes.read_text(encoding="utf-8") == "甲" * 100_000 + " may run"
    assert spares.order({"id": "乙"}) is None


def test_a_spare_that_could_not_warm_up_serves_all_the_same(spares: Spares, tmp_path: Path) -> None:
    fork(spares, tmp_path / "notes", fail)
    hear(spares)

    order(spares, "甲")

    assert (tmp_path / "notes").read_text(encoding="utf-8") == "甲 may run"


@pytest.mark.parametrize("word", [REFUSED, b""])
def test_a_child_that_is_not_needed_hears_it(spares: Spares, tmp_path: Path, word: bytes) -> None:
    fork(spares, tmp_path / "notes")
    hear(spares)

    order(spares, "甲", word)

    assert (tmp_path / "notes").read_text(encoding="utf-8") == "甲 is not needed"


def test_nobody_waits_for_a_spare_that_is_still_warming_up(spares: Spares, tmp_path: Path) -> None:
    fork(spares, tmp_path / "notes", hang)

    assert spares.order({"id": "甲"}) is None
    assert not spares.is_short()


def test_a_dead_spare_is_passed_over(
    spares: Spares, forked: Callable[[], list[int]], tmp_path: Path
) -> None:
    for name in ("first", "second"):
        fork(spares, tmp_path / name)
        hear(spares)
    first, second = forked()
    assert len(spares.lines()) == COUNT
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)

    assert order(spares, "甲") == second

    assert (tmp_path / "second").read_text(encoding="utf-8") == "甲 may run"


def test_a_spare_that_is_gone_is_missed(
    spares: Spares, forked: Callable[[], list[int]], tmp_path: Path
) -> None:
    for name in ("first", "second"):
        fork(spares, tmp_path / name)
        hear(spares)
    assert not spares.is_short()

    os.kill(forked()[0], signal.SIGKILL)
    hear(spares)

    assert spares.is_short()


def test_a_spare_ends_when_its_server_lets_go(
    spares: Spares, forked: Callable[[], list[int]], tmp_path: Path
) -> None:
    fork(spares, tmp_path / "notes")
    hear(spares)
    pid = forked()[0]

    spares.forget()

    assert os.waitpid(pid, 0) == (pid, 0)
    assert not (tmp_path / "notes").exists()


def _children() -> list[int]:
    """This process's children, oldest first."""
    me = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text().split()]
