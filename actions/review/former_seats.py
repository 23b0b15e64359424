"""Sheets of reviewers who left in mid-review: they count, and the newcomer is not asked again."""

from collections.abc import Collection

from models.edition import StageAttempt
from models.panel import Panel, SeatState, seats_of
from models.people import Reviewer
from models.review import SheetState, sheets_of
from runtime.desk import Desk


def done_before(
    desk: Desk, attempt: StageAttempt, panel: Panel, barred: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Reviewer]:
    """Sheets of this stage that were handed in by whoever held a newcomer's seat before.

    Not those of a reviewer who left because of an interest (art. 30), unless the policy lets stand
    what was handed in before.
    """
    assert attempt.id is not None
    assert panel.id is not None
    replaced = {s.reviewer for s in seats_of(desk.session, panel.id, *_leaving_sheets(desk, panel))}
    if not replaced:
        return {}
    sheets = sheets_of(desk.session, attempt.id, SheetState.HANDED_IN)
    handed_in = {(sheet.reviewer, sheet.ref) for sheet in sheets} - set(barred)
    before = {one["coming"]: one["leaving"] for one in panel.facts.get("replacements", ())}
    found: dict[tuple[str, str], Reviewer] = {}
    for newcomer in before:
        former = before.get(newcomer)
        while former in replaced:
            row = desk.session.get(Reviewer, former)
            refs = [ref for who, ref in handed_in if who == former]
            found |= {(newcomer, ref): row for ref in refs if (newcomer, ref) not in found and row}
            former = before.get(former)
    return found


def _leaving_sheets(desk: Desk, panel: Panel) -> tuple[SeatState, ...]:
    kept = desk.policy(panel.edition).hard.keep_if_submitted.value
    return (SeatState.REPLACED, SeatState.RECUSED) if kept else (SeatState.REPLACED,)
