"""The pages of memory that runs write to: a spare child has its own before its order comes.

A fork shares its parent's memory until it writes to it. The first write to each page waits for the
kernel, and in Python a look at an object is a write; a run waits some thousand times. So children
note which pages that were, for all who come after them, and a spare has those copied at one go
(``madvise(2)``, Linux 5.14). Where that is not to be had, a run waits as before.
"""

import contextlib
import ctypes
import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

_SELF = Path("/proc/self")
_ENTRY = (
    8  # bytes in pagemap(5); the highest one of a page that is here and nobody else's has these
)
_HERE_AND_OWN = 0x81
_OWN = bytes(flags & _HERE_AND_OWN == _HERE_AND_OWN for flags in range(256))
_POPULATE_WRITE = 23
_COUNT = struct.Struct("Q")
_MOST = 24_000  # a hundred megabytes in each spare
_FIRST, _SELDOM = 16, 16  # to note takes a tenth of a short run; the first ones see nearly all


class Pages:
    """Made once, before the first fork; what a child notes is seen by its parent and siblings."""

    def __init__(self) -> None:
        self._regions = _writable_regions()
        self._noted = mmap.mmap(-1, max(sum(map(len, self._regions)), 1))  # a byte a page, shared
        self._ended = mmap.mmap(-1, _COUNT.size)

    def note(self) -> None:
        """In a child whose run is over: its own pages are those that it has written to."""
        (ended,) = _COUNT.unpack_from(self._ended)  # two that end at once may count as one
        _COUNT.pack_into(self._ended, 0, ended + 1)
        if (ended >= _FIRST and ended % _SELDOM) or self._noted[:].count(True) > _MOST:
            return
        with contextlib.suppress(OSError), _SELF.joinpath("pagemap").open("rb") as pagemap:
            for region, part in self._parts():
                pagemap.seek(region.start * _ENTRY)
                own = pagemap.read(len(region) * _ENTRY)[_ENTRY - 1 :: _ENTRY].translate(_OWN)
                both = int.from_bytes(own) | int.from_bytes(self._noted[part])
                self._noted[part] = both.to_bytes(len(region))

    def take(self) -> None:
        """In a child that has nothing to do yet: every page that was noted becomes its own."""
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for region, part in self._parts():
            for found in re.finditer(b"\x01+", self._noted[part]):
                first, count = region[found.start()], len(found[0])
                advise(first * mmap.PAGESIZE, count * mmap.PAGESIZE, _POPULATE_WRITE)

    def _parts(self) -> Iterator[tuple[range, slice]]:
        """Each region with its part of the notes."""
        begin = 0
        for region in self._regions:
            yield region, slice(begin, begin + len(region))
            begin += len(region)


def _writable_regions() -> tuple[range, ...]:
    """By the numbers of their pages; none where there is no such file."""
    try:
        lines = _SELF.joinpath("maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    spans = [line.split()[0].split("-") for line in lines if line.split()[1] == "rw-p"]
    return tuple(
        range(int(start, 16) // mmap.PAGESIZE, int(end, 16) // mmap.PAGESIZE)
        for start, end in spans
    )
