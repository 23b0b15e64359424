"""Which action takes which form."""

from collections.abc import Callable
from typing import Any

from actions.award.city_reply import take_city_reply
from actions.award.custody_form import take_custody
from actions.cases.entries import take_progress
from actions.cases.fund import take_fund_payments, take_fund_statement
from actions.cases.incidents import take_incidents
from actions.cases.supervision import take_activities, take_successions, take_title_uses
from actions.entry.inquiries import take_reply, take_verification
from actions.entry.listings import take_listings
from actions.handed_in.registers import take_committee, take_contacts, take_history, take_reviewers
from actions.publicity.objections import (
    take_channels,
    take_investigation,
    take_objections,
    take_opinions,
)
from actions.report import Line
from actions.review.outside_scores import take_outside_scores
from actions.review.score_sheets import take_score_sheet
from actions.review.site_facts import take_site_facts
from actions.reviewers.after_declarations import take_after_declaration
from actions.reviewers.declarations import take_declaration
from actions.vote.tallies import take_tally
from documents.forms import (
    activities,
    after_declaration,
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

Read = Callable[[bytes, str], Any]
Take = Callable[..., list[Line]]

TAKERS: dict[str, tuple[Read, Take]] = {
    "contacts": (contacts.read_contacts, take_contacts),
    "reviewers": (reviewers.read_reviewers, take_reviewers),
    "committee": (committee.read_committee, take_committee),
    "history": (history.read_history, take_history),
    "reply": (reply.read_reply, take_reply),
    "verification": (verification.read_verification, take_verification),
    "declaration": (declaration.read_declaration, take_declaration),
    "after_declaration": (after_declaration.read_after_declaration, take_after_declaration),
    "score_sheet": (score_sheet.read_score_sheet, take_score_sheet),
    "site_facts": (site_facts.read_site_facts, take_site_facts),
    "tally": (tally.read_tally, take_tally),
    "objections": (objections.read_objections, take_objections),
    "investigation": (investigation.read_investigation, take_investigation),
    "opinions": (opinions.read_opinions, take_opinions),
    "channels": (channels.read_channels, take_channels),
    "city_reply": (city_reply.read_city_reply, take_city_reply),
    "incidents": (incidents.read_incidents, take_incidents),
    "progress": (progress.read_progress, take_progress),
    "fund_payments": (fund_payments.read_fund_payments, take_fund_payments),
    "fund_statement": (fund_statement.read_fund_statement, take_fund_statement),
    "title_uses": (title_uses.read_title_uses, take_title_uses),
    "successions": (successions.read_successions, take_successions),
    "activities": (activities.read_activities, take_activities),
    "outside_scores": (outside_scores.read_outside_scores, take_outside_scores),
    "listings": (listings.read_listings, take_listings),
    "custody": (custody.read_custody, take_custody),
}
"""Kind of form → what reads its file, and the action that takes what was read."""
