"""Every form that is written is read back as it was, and its bytes depend on its content alone."""

from collections.abc import Callable
from typing import Any

import pytest

from documents.forms.activities import read_activities, write_activities
from documents.forms.after_declaration import read_after_declaration, write_after_declaration
from documents.forms.application import read_application, write_application
from documents.forms.channels import read_channels, write_channels
from documents.forms.city_reply import read_city_reply, write_city_reply
from documents.forms.committee import read_committee, write_committee
from documents.forms.contacts import read_contacts, write_contacts
from documents.forms.custody import read_custody, write_custody
from documents.forms.declaration import read_declaration, write_declaration
from documents.forms.fund_payments import read_fund_payments, write_fund_payments
from documents.forms.fund_statement import read_fund_statement, write_fund_statement
from documents.forms.history import read_history, write_history
from documents.forms.incidents import read_incidents, write_incidents
from documents.forms.investigation import read_investigation, write_investigation
from documents.forms.kinds import SIGNATURES, kind_of
from documents.forms.listings import read_listings, write_listings
from documents.forms.objections import read_objections, write_objections
from documents.forms.opinions import read_opinions, write_opinions
from documents.forms.outside_scores import read_outside_scores, write_outside_scores
from documents.forms.progress import read_progress, write_progress
from documents.forms.reply import read_reply, write_reply
from documents.forms.reviewers import read_reviewers, write_reviewers
from documents.forms.score_sheet import read_score_sheet, write_score_sheet
from documents.forms.site_facts import read_site_facts, write_site_facts
from documents.forms.successions import read_successions, write_successions
from documents.forms.tally import read_tally, write_tally
from documents.forms.title_uses import read_title_uses, write_title_uses
from documents.forms.verification import read_verification, write_verification
from documents.sheets.reading import Rows
from tests.documents.forms import factories

KINDS = [
    ("application", factories.application(), write_application, read_application),
    ("contacts", factories.contacts(), write_contacts, read_contacts),
    ("committee", factories.committee(), write_committee, read_committee),
    ("reviewers", factories.pool(), write_reviewers, read_reviewers),
    ("history", factories.history(), write_history, read_history),
    ("reply", factories.reply(), write_reply, read_reply),
    ("verification", factories.verification(), write_verification, read_verification),
    ("declaration", factories.declaration(), write_declaration, read_declaration),
    (
        "after_declaration",
        factories.after_declaration(),
        write_after_declaration,
        read_after_declaration,
    ),
    ("score_sheet", factories.score_workbook(), write_score_sheet, read_score_sheet),
    ("score_sheet", factories.site_workbook(), write_score_sheet, read_score_sheet),
    ("tally", factories.tally(), write_tally, read_tally),
    ("site_facts", factories.site_facts(), write_site_facts, read_site_facts),
    ("objections", factories.objections(), write_objections, read_objections),
    ("investigation", factories.investigations(), write_investigation, read_investigation),
    ("opinions", factories.opinions(), write_opinions, read_opinions),
    ("channels", factories.channels(), write_channels, read_channels),
    ("incidents", factories.incidents(), write_incidents, read_incidents),
    ("progress", factories.progress(), write_progress, read_progress),
    ("fund_payments", factories.fund_payments(), write_fund_payments, read_fund_payments),
    ("fund_statement", factories.fund_statement(), write_fund_statement, read_fund_statement),
    ("title_uses", factories.title_uses(), write_title_uses, read_title_uses),
    ("successions", factories.successions(), write_successions, read_successions),
    ("activities", factories.activities(), write_activities, read_activities),
    ("city_reply", factories.city_reply(), write_city_reply, read_city_reply),
    ("tally", factories.open_tally(), write_tally, read_tally),
    ("outside_scores", factories.outside_scores(), write_outside_scores, read_outside_scores),
    ("custody", factories.custody(), write_custody, read_custody),
    ("listings", factories.listings(), write_listings, read_listings),
]


@pytest.mark.parametrize(("kind", "form", "write", "read"), KINDS)
def test_form_reads_back_as_written(
    kind: str, form: Any, write: Callable[..., bytes], read: Callable[..., Any]
) -> None:
    data = write(form)

    back = read(data, f"{kind}.xlsx")

    assert back == (Rows(form, ()) if isinstance(back, Rows) else form)
    assert kind_of(data, f"{kind}.xlsx") == kind
    assert write(form) == data


def test_every_kind_is_tried_here() -> None:
    assert {kind for kind, *_ in KINDS} == set(SIGNATURES.values())
