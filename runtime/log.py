"""The log of this installation: one JSON object a line in ``logs/zhijiang.jsonl``.

Each line has the real time, a level, what happened, and, inside a flow run, the run's id, edition,
stage and attempt. Every event of the audit chain has a line once it is committed, without its
facts, which are in the database; so has every transaction that was undone, with the reason. Where
the installation asks for it, the lines of flow runs go to the standard output instead.
"""

import json
import logging
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from models.types import SHANGHAI
from runtime.settings import settings

_STDOUT = 1
_PACKAGES = ("actions", "deployments", "flows", "notifications", "runtime", "tasks")
_log = logging.getLogger(__name__)

Noted = tuple[str, str, str, int | None]  # action, subject, actor, edition


@cache
def start() -> None:
    """From now on our modules' log lines go to the file; safe to repeat."""
    for package in _PACKAGES:
        logger = logging.getLogger(package)
        logger.addHandler(_Lines())
        logger.setLevel(logging.INFO)
    # Prefect shows what reaches the root logger; what we note of each event would crowd it.
    logging.getLogger(__name__).propagate = False
    logging.getLogger(__name__).addHandler(_Lines())


def note(events: Iterable[Noted]) -> None:
    """Events whose transaction was committed."""
    for action, subject, actor, edition in events:
        facts = {"subject": subject, "actor": actor}
        _log.info(action, extra={"facts": facts | ({"edition": edition} if edition else {})})


def note_undone(error: BaseException) -> None:
    """A transaction that left nothing behind."""
    _log.warning("undone: %s: %s", type(error).__name__, error)


class _Lines(logging.Handler):
    """Adds a line in one write, so that several processes may share the file."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            facts = _facts(record)
            line = json.dumps(facts, ensure_ascii=False, default=str) + "\n"
            if settings().log_json and "run" in facts:  # what a command prints is its answer
                os.write(_STDOUT, line.encode())
            else:
                _append(_path(), line)
        except OSError:
            self.handleError(record)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    at = datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")
    facts = {"at": at, "level": record.levelname, "logger": record.name}
    facts |= {"message": record.getMessage(), "pid": record.process} | _run()
    facts |= getattr(record, "facts", {})
    if record.exc_info:
        facts["error"] = logging.Formatter().formatException(record.exc_info)
    return facts


def _run() -> dict[str, Any]:
    """The flow run this process carries out; a command that has no Prefect needs none."""
    if "prefect" not in sys.modules:
        return {}
    from runtime.prefect_api import run_under_way

    return run_under_way()


def _path() -> Path:
    return settings().home / "logs" / "zhijiang.jsonl"


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)
