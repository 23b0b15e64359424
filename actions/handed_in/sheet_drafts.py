"""Forms as they were typed so far: kept on the server under the address of whoever types."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from actions.report import Line
from models.sheet_draft import SheetDraft, find_draft
from runtime.desk import Desk


def save_draft(desk: Desk, owner: str, key: str, typed: Mapping[str, str]) -> SheetDraft:
    """Keep what was typed in place of what was kept before; nothing is handed in by that."""
    row = find_draft(desk.session, owner, key) or SheetDraft(
        owner=owner.lower(), key=key, saved_at=desk.at
    )
    row.typed, row.saved_at = dict(typed), desk.at
    desk.session.add(row)
    desk.session.flush()
    return row


def note_answer(
    desk: Desk, owner: str, key: str, typed: Mapping[str, str], lines: Sequence[Line]
) -> None:
    """Keep beside the form what was said to it when it was handed in."""
    row = save_draft(desk, owner, key, typed)
    row.answer = [asdict(line) for line in lines]
    row.handed_in_at = desk.at
    desk.session.add(row)
