"""Pages that one child has written to are another's own before it writes to them."""

import os
import resource
import select
from collections.abc import Callable

from deployments.resident.pages import Pages
from tests.deployments.test_spares import SECONDS

COUNT = 2000
SIZE = os.sysconf("SC_PAGE_SIZE")


def in_a_fork(work: Callable[[], int]) -> int:
    """What it gives, in a child that is gone afterwards."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(theirs, str(work()).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    readable, _, _ = select.select([ours], [], [], SECONDS)
    assert readable, "it says nothing"
    with os.fdopen(ours) as said:
        number = int(said.read())
    os.waitpid(pid, 0)
    return number


class Run:
    """What children do with some memory of their parent; each gives how often its writes waited."""

    def __init__(self) -> None:
        self.memory = bytearray(COUNT * SIZE)
        self.memory[:: SIZE // 2] = b"a" * (2 * COUNT)
        self.pages = Pages()

    def write(self) -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        self.memory[:: SIZE // 2] = b"b" * (2 * COUNT)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    def write_and_note(self) -> int:
        stops = self.write()
        self.pages.note()
        return stops

    def note(self) -> int:
        self.pages.note()
        return 0

    def take_and_write(self) -> int:
        self.pages.take()
        return self.write()


def test_pages_that_a_run_wrote_to_do_not_stop_the_next_one() -> None:
    run = Run()

    untaught = in_a_fork(run.take_and_write)
    first = in_a_fork(run.write_and_note)
    taught = in_a_fork(run.take_and_write)

    assert min(untaught, first) >= COUNT
    assert taught < COUNT / 10
    assert run.memory[0] == ord("a")


def test_after_the_first_runs_one_in_sixteen_notes_its_pages() -> None:
    run = Run()
    for _ in range(17):
        in_a_fork(run.note)

    in_a_fork(run.write_and_note)
    early = in_a_fork(run.take_and_write)
    for _ in range(14):
        in_a_fork(run.note)
    in_a_fork(run.write_and_note)
    late = in_a_fork(run.take_and_write)

    assert early >= COUNT
    assert late < COUNT / 10
