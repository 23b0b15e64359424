"""The observer's own note: what was seen, in the observer's words, on the chain for ever."""

from actions.errors import ActionRefused
from runtime.desk import Desk

NOTED = "observer.noted"


def note(desk: Desk, edition: int, words: str, *, by: str) -> None:
    """Append the note; raises ActionRefused where there is nothing in it."""
    desk.edition(edition)
    if not words.strip():
        raise ActionRefused("请写明观察到的情况，再存入档案。")
    desk.record(NOTED, f"{edition}/observer", actor=by, edition=edition, words=words.strip())
