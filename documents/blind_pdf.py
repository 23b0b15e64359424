"""PDF files without anything in them that says who wrote them, cleaned where they harm nobody.

A PDF can be small and still take hours and gigabytes to read, in more ways than can be told apart
beforehand. So it is read in a process of its own, ``python -m documents.blind_pdf``, which the
system ends when it takes too much.
"""

import io
import resource
import subprocess
import sys

_MEMORY = 1024 * 1024 * 1024  # bytes; a scan of 100 MB takes half of it
_SECONDS = 30  # of computing, not of waiting for others


def clean_pdf(data: bytes, seconds: int = _SECONDS) -> bytes:
    """The PDF without authors, dates, tools and thumbnails; ValueError if it cannot be cleaned."""
    run = subprocess.run(  # noqa: S603 -- this very module
        [sys.executable, "-P", "-m", "documents.blind_pdf", str(seconds)],
        input=data,
        capture_output=True,
        check=False,
    )
    if run.returncode:
        raise ValueError("damaged, locked with a password, or too much to read")
    return run.stdout


def without_people(data: bytes) -> bytes:
    """The same, in this process and without bounds."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.metadata = None
    for found in writer._objects:  # noqa: SLF001 -- every object, wherever it hangs
        if isinstance(found, DictionaryObject):
            for key in ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified"):
                found.pop(key, None)
            if "/Subtype" in found and "/Rect" in found:
                found.pop("/T", None)  # whoever wrote a note
    writer.compress_identical_objects(remove_unreferenced=True)  # what was unhooked goes too
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _bound(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound(int(sys.argv[1]))
    sys.stdout.buffer.write(without_people(sys.stdin.buffer.read()))
