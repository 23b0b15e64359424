"""Stops a process at the boundaries of its commits; only where ``ZHIJIANG_CHAOS`` names a folder.

Python imports this module by its name when the folder it lies in is on ``PYTHONPATH``, which it is
for the processes of a chaos run and for no others. A boundary is a place in the flows and tasks,
before or after the commit, and how often it was reached. Each is written down; one that is planned
waits for the killer.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = str(Path(__file__).resolve().parents[2])
_LAYERS = ("flows", "tasks")


def install(folder: Path) -> None:
    """Put a stop before and after the one call through which SQLAlchemy commits."""
    from sqlalchemy.engine.default import DefaultDialect

    commit: Any = DefaultDialect.do_commit

    def do_commit(self: DefaultDialect, dbapi_connection: Any) -> None:
        _around(folder, _place(), lambda: commit(self, dbapi_connection))

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def _around(folder: Path, place: str, act: Callable[[], object]) -> None:
    if place:
        reach(folder, f"{place}:before")
    act()
    if place:
        reach(folder, f"{place}:after")


def reach(folder: Path, place: str) -> None:
    """Count the place; wait there when this time is planned."""
    name = hashlib.sha256(place.encode()).hexdigest()[:16]
    with (folder / "counts" / name).open("ab") as counter:
        counter.write(b".")
        counter.flush()
        boundary = f"{place}#{counter.tell()}"
    with (folder / "reached").open("a", encoding="utf-8") as log:
        log.write(f"{boundary}\n")
    if boundary not in (folder / "planned").read_text(encoding="utf-8").splitlines():
        return
    due = folder / "due" / f"{os.getpid()}"
    due.with_suffix(".part").write_text(boundary, encoding="utf-8")
    due.with_suffix(".part").replace(due)
    while due.exists():  # the killer takes it away, or this process
        time.sleep(0.01)


def _place() -> str:
    """``server`` for Prefect's own commits, ``flow:line>step`` for a run's, else nothing."""
    if "uvicorn" in " ".join(sys.orig_argv):
        return "server"
    if not _is_run():
        return ""
    frames = [frame for frame in _frames() if _layer(frame) in _LAYERS]
    flows = [frame for frame in frames if _layer(frame) == "flows"]
    return f"{_name(flows[-1])}:{flows[-1].f_lineno}>{_name(frames[0])}" if flows else ""


def _is_run() -> bool:
    return "deployments.engine.resident.forkserver" in " ".join(sys.orig_argv)


def _frames() -> list[FrameType]:
    found: list[FrameType] = []
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the call stack, innermost first
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found


def _layer(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    return path[len(ROOT) + 1 :].split("/")[0] if path.startswith(f"{ROOT}/") else ""


def _name(frame: FrameType) -> str:
    return f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"


if "ZHIJIANG_CHAOS" in os.environ:
    install(Path(os.environ["ZHIJIANG_CHAOS"]))
