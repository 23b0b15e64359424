import pytest

from actions.edition.applicants import applicant, files_about, list_applicants
from actions.errors import UnknownSubject
from models.application import ApplicationState
from runtime.desk import Desk
from tests.actions import factories


def _refs(desk: Desk, **filters: str) -> list[str]:
    asked = {"words": "", "state": "", "region": "", **filters}
    rows, total = list_applicants(desk, 3, **asked, skip=0, take=100)
    assert total == len(rows)
    return [row.ref for row, _ in rows]


def test_each_filter_leaves_those_that_fit(desk: Desk) -> None:
    first = factories.add(desk, factories.application("S001"))
    factories.add(desk, factories.application("S002", state=ApplicationState.REFUSED, form={}))

    assert _refs(desk) == ["S001", "S002"]
    assert _refs(desk, words="S002") == ["S002"]
    assert _refs(desk, state="refused") == ["S002"]
    assert _refs(desk, region=first.form["region"]) == ["S001"]
    assert _refs(desk, state="no such state") == ["S001", "S002"]


def test_an_applicant_comes_with_what_was_handed_in(desk: Desk) -> None:
    factories.add(desk, factories.application("S001"))
    desk.keep(b"form", "申报表.xlsx", kind="application", edition=3, subject="S001")
    desk.keep(b"other", "别家.xlsx", kind="application", edition=3, subject="S002")

    assert applicant(desk, 3, "S001").ref == "S001"
    assert [one.name for one in files_about(desk, 3, "S001")] == ["申报表.xlsx"]


def test_an_unknown_applicant_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownSubject):
        applicant(desk, 3, "S099")
