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


def test_pages_that_a_run_wrote_to_do_not_stop_the_next_one() -> None:
    memory = bytearray(COUNT * SIZE)
    memory[:: SIZE // 2] = b"a" * (2 * COUNT)
    pages = Pages()

    def write() -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        memory[:: SIZE // 2] = b"b" * (2 * COUNT)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    def write_and_note() -> int:
        stops = write()
        pages.note()
        return stops

    def take_and_write() -> int:
        pages.take()
        return write()

    untaught = in_a_fork(take_and_write)
    first = in_a_fork(write_and_note)
    taught = in_a_fork(take_and_write)

    assert min(untaught, first) >= COUNT
    assert taught < COUNT / 10
    assert memory[0] == ord("a")
