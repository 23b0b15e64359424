"""The secrecy of the ballot, where the policy votes secretly (art. 19)."""

from actions.vote.open_votes import is_open
from documents.forms.kinds import kind_of
from documents.forms.tally import VOTES_SHEET
from documents.sheets.opening import open_book, sheet_names
from documents.sheets.problems import FormRefused
from models.people import committee_of
from rules.casting import Choice
from runtime.desk import Desk

_VOTES = {choice.label for choice in Choice} | {"赞成", "反对"}


def tells_votes(desk: Desk, edition: int, data: bytes, name: str) -> bool:
    """Whether a workbook says how members voted though nobody may know.

    It does with the sheet for open votes, and with any row that has a member and a choice.
    """
    if not name.lower().endswith(".xlsx") or is_open(desk, edition):
        return False
    try:
        if VOTES_SHEET in sheet_names(data, name):
            return True
        book = open_book(data, name) if kind_of(data, name) == "tally" else {}
    except FormRefused:
        return False
    members = {member.name for member in committee_of(desk.session, edition)}
    return any(
        not members.isdisjoint(row) and not _VOTES.isdisjoint(row)
        for grid in book.values()
        for row in grid.rows
    )
