"""Telling what a workbook is by the sheet only its kind has."""

from documents.forms import (
    activities,
    after_declaration,
    application,
    channels,
    city_reply,
    committee,
    contacts,
    custody,
    declaration,
    fund_payments,
    fund_statement,
    history,
    incidents,
    investigation,
    listings,
    objections,
    opinions,
    outside_scores,
    progress,
    reply,
    reviewers,
    score_sheet,
    site_facts,
    successions,
    tally,
    title_uses,
    verification,
)
from documents.sheets.opening import sheet_names
from documents.sheets.problems import FormRefused

SIGNATURES = {
    activities.SHEET: "activities",
    after_declaration.SHEET: "after_declaration",
    application.IDENTITY_SHEET: "application",
    channels.SHEET: "channels",
    city_reply.SHEET: "city_reply",
    committee.SHEET: "committee",
    contacts.SHEET: "contacts",
    custody.SHEET: "custody",
    declaration.SHEET: "declaration",
    fund_payments.SHEET: "fund_payments",
    fund_statement.SHEET: "fund_statement",
    history.PRIZES_SHEET: "history",
    incidents.SHEET: "incidents",
    investigation.SHEET: "investigation",
    listings.SHEET: "listings",
    objections.SHEET: "objections",
    opinions.SHEET: "opinions",
    progress.SHEET: "progress",
    outside_scores.SHEET: "outside_scores",
    reply.SHEET: "reply",
    reviewers.POOL_SHEET: "reviewers",
    score_sheet.SHEET: "score_sheet",
    site_facts.SHEET: "site_facts",
    successions.SHEET: "successions",
    tally.SHEET: "tally",
    title_uses.SHEET: "title_uses",
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
