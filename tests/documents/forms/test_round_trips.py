"""Every form that is written is read back as it was, and its bytes depend on its content alone."""

from collections.abc import Callable
from typing import Any

import pytest

from documents.forms.application import read_application, write_application
from documents.forms.committee import read_committee, write_committee
from documents.forms.contacts import read_contacts, write_contacts
from documents.forms.kinds import kind_of
from documents.forms.reviewers import read_reviewers, write_reviewers
from documents.forms.score_sheet import read_score_sheet, write_score_sheet
from tests.documents.forms import factories

KINDS = [
    ("application", factories.application(), write_application, read_application),
    ("contacts", factories.contacts(), write_contacts, read_contacts),
    ("committee", factories.committee(), write_committee, read_committee),
    ("reviewers", factories.pool(), write_reviewers, read_reviewers),
    ("score_sheet", factories.score_workbook(), write_score_sheet, read_score_sheet),
    ("score_sheet", factories.site_workbook(), write_score_sheet, read_score_sheet),
]


@pytest.mark.parametrize(("kind", "form", "write", "read"), KINDS)
def test_form_reads_back_as_written(
    kind: str, form: Any, write: Callable[..., bytes], read: Callable[..., Any]
) -> None:
    data = write(form)

    assert read(data, f"{kind}.xlsx") == form
    assert kind_of(data, f"{kind}.xlsx") == kind
    assert write(form) == data
