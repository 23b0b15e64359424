"""Telling what a workbook is by the sheet only its kind has."""

from documents.forms import (
    application,
    channels,
    city_reply,
    committee,
    contacts,
    declaration,
    history,
    incidents,
    investigation,
    objections,
    opinions,
    progress,
    reply,
    reviewers,
    score_sheet,
    tally,
    verification,
)
from documents.forms.opening import sheet_names
from documents.forms.problems import FormRefused

SIGNATURES = {
    application.IDENTITY_SHEET: "application",
    channels.SHEET: "channels",
    city_reply.SHEET: "city_reply",
    committee.SHEET: "committee",
    contacts.SHEET: "contacts",
    declaration.SHEET: "declaration",
    history.PRIZES_SHEET: "history",
    incidents.SHEET: "incidents",
    investigation.SHEET: "investigation",
    objections.SHEET: "objections",
    opinions.SHEET: "opinions",
    progress.SHEET: "progress",
    reply.SHEET: "reply",
    reviewers.POOL_SHEET: "reviewers",
    score_sheet.SHEET: "score_sheet",
    tally.SHEET: "tally",
    verification.SHEET: "verification",
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
