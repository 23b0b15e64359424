"""What somebody outside the office hands in through the front door: the way of every file."""

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from actions.handed_in.importing import import_paths
from actions.report import Line
from documents.plain import file_name
from runtime.desk import open_desk


def hand_over(edition: int, files: Mapping[str, bytes], *, by: str) -> list[Line]:
    """Take the files as if they lay in the inbox, and note who was logged in.

    Raises:
        UnknownSubject: there is no such edition.
    """
    with tempfile.TemporaryDirectory(prefix="handed-over-") as folder:
        paths = []
        for name, data in files.items():
            paths.append(Path(folder, file_name(name)))
            paths[-1].write_bytes(data)
        lines = import_paths(paths, edition)
    with open_desk() as desk:
        for name, data in files.items():
            desk.record(
                "form.handed_over", name, actor=by, edition=edition,
                sha256=hashlib.sha256(data).hexdigest(),
                refused=[line.sentence for line in lines if not line.ok],
            )  # fmt: skip
    return lines
