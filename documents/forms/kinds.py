"""Telling what a workbook is by the sheet only its kind has."""

from documents.forms import (
    application,
    committee,
    contacts,
    reviewers,
    score_sheet,
)
from documents.forms.opening import sheet_names
from documents.forms.problems import FormRefused

SIGNATURES = {
    application.IDENTITY_SHEET: "application",
    committee.SHEET: "committee",
    contacts.SHEET: "contacts",
    reviewers.POOL_SHEET: "reviewers",
    score_sheet.SHEET: "score_sheet",
}
"""The sheet that gives a kind away → the name of the module that reads it."""


def kind_of(data: bytes, name: str) -> str | None:
    """The kind of form, None for what is no form of ours or cannot be opened."""
    try:
        titles = sheet_names(data, name)
    except FormRefused:
        return None
    kinds = {SIGNATURES[title] for title in titles if title in SIGNATURES}
    return kinds.pop() if len(kinds) == 1 else None
