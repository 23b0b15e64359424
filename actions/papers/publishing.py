"""The public folder: it shows what was decided, neither more nor less, whatever dies in between.

What should be there is in the database, under the effect ``public/<file name>``: the hash of the
newest paper, or nothing for one that was taken down. The folder follows after each commit, and
``complete`` brings it in line when a process died right then or somebody's hand was in it.
"""

import hashlib
import logging
import os
from collections.abc import Collection
from functools import partial
from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session, col, select

from actions.sealed import is_awaited, paper_behind
from models.effects import Effect
from models.paper import Paper, papers_of
from notifications.outbox import Attachment
from runtime import privacy
from runtime.desk import Desk

_PREFIX = "public/"
_AWAITED = "to-be-sealed/"
_DOWN = ""
_log = logging.getLogger(__name__)


def publish(desk: Desk, file: Attachment) -> str:
    """Have a file in the public folder once this is committed; gives its name there.

    A paper of a kind that needs number and seal is published when it has them (`let_go`).
    """
    paper = paper_behind(desk, file)
    if paper is not None and is_awaited(desk, paper):
        key = f"{_AWAITED}{paper.key}"
        desk.session.merge(Effect(key=key, done_at=desk.at, result=file.name))
        return file.name
    _want(desk, file.name, file.sha256)
    return file.name


def take_down(desk: Desk, edition: int, prefixes: Collection[str]) -> None:
    """Have the papers of these attempts out of the public folder; they stay in the store."""
    for paper in papers_of(desk.session, edition):
        if paper.is_public and any(paper.key.startswith(one) for one in prefixes):
            stop_awaiting(desk, paper)
            _want(desk, paper.file_name, _DOWN)


def publications_awaited(desk: Desk, edition: int) -> list[str]:
    """Keys of the papers to be published once they have number and seal."""
    start = f"{_AWAITED}{edition}/"
    found = desk.session.exec(select(Effect.key).where(col(Effect.key).startswith(start)))
    return [key.removeprefix(_AWAITED) for key in found]


def stop_awaiting(desk: Desk, paper: Paper) -> bool:
    """Strike a paper off those to be published; whether it was among them."""
    found = desk.session.get(Effect, f"{_AWAITED}{paper.key}")
    if found is not None:
        desk.session.delete(found)
    return found is not None


def is_published(desk: Desk, name: str) -> bool:
    """Whether a file of that name is, or is about to be, in the public folder."""
    found = desk.session.get(Effect, f"{_PREFIX}{name}")
    return found is not None and found.result != _DOWN


def complete(desk: Desk) -> list[str]:
    """Bring the folder in line; gives the names that were not."""
    wanted = desk.session.exec(select(Effect).where(col(Effect.key).startswith(_PREFIX))).all()
    wrong = [one for one in wanted if not _is_right(desk, one)]
    for one in wrong:
        _put(desk, one.key, one.result)
    return [one.key.removeprefix(_PREFIX) for one in wrong]


def _want(desk: Desk, name: str, sha256: str) -> None:
    key = f"{_PREFIX}{name}"
    desk.session.merge(Effect(key=key, done_at=desk.at, result=sha256))
    event.listen(desk.session, "after_commit", partial(_follow, desk, key, sha256), once=True)


def _follow(desk: Desk, key: str, sha256: str, _session: Session) -> None:
    try:
        _put(desk, key, sha256)
    except OSError:
        _log.exception("%s could not be put in place; the clock will", key)


def _put(desk: Desk, key: str, sha256: str) -> None:
    path = _path(desk, key)
    if sha256 == _DOWN:
        path.unlink(missing_ok=True)
        return
    privacy.show_folder(desk.settings.public, path.parent)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(desk.files.fetch(sha256))
    privacy.show_file(part)
    os.replace(part, path)  # noqa: PTH105 - a reader sees the whole paper


def _path(desk: Desk, key: str) -> Path:
    return desk.settings.public / key.removeprefix(_PREFIX)


def _is_right(desk: Desk, one: Effect) -> bool:
    path = _path(desk, one.key)
    is_same = _hash_in(path) == one.result
    return is_same and (one.result == _DOWN or privacy.is_shown(desk.settings.public, path))


def _hash_in(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else _DOWN
