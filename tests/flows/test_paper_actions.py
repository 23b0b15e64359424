"""Papers on a real server: PDFs as the award is conferred, the register's form, redrawing."""

from pathlib import Path

import pytest

from actions.papers.copies import pdfs_due
from cli.rehearsal.office import await_true
from documents.forms.kinds import kind_of
from models.audit import events_of
from models.edition import Edition
from models.gate import find_gate
from models.paper import papers_of
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.actions.conferred import conferred_edition
from tests.documents.office import needs_office
from tests.embedded_fixture import Office
from tests.flows.editions import PATIENCE

DONE = ("Completed", "Failed", "Crashed")


@pytest.fixture
def conferred(stack: Office) -> Office:
    """Edition 3, whose certificates have no PDFs yet."""
    assert stack.server.pids(), "the server runs"
    with open_desk() as desk:
        if desk.session.get(Edition, 3) is None:
            make.add(desk, make.edition())
            conferred_edition(make.at(desk, make.OPENED))
    return stack


def test_form_of_the_register_is_written(conferred: Office, tmp_path: Path) -> None:
    form = tmp_path / "交接.xlsx"

    run = conferred.run("custody-form/custody-form", 届次=3, 文件=str(form))

    assert conferred.wait(run, *DONE).name == "Completed"
    assert kind_of(form.read_bytes(), form.name) == "custody"


def test_redrawing_with_the_same_templates_changes_nothing(conferred: Office) -> None:
    run = conferred.run("redraw-papers/redraw-papers", 届次=3, 经办人="黄工", 仅预演=False)

    assert conferred.wait(run, *DONE).name == "Completed"
    with open_desk() as desk:
        assert "paper.redrawn" not in {event.action for event in events_of(desk.session)}


@needs_office
@pytest.mark.slow
def test_certificates_have_their_pdf_before_the_award_is_decided(conferred: Office) -> None:
    conferred.run("conferral/conferral", edition=3, attempt=1)

    def are_made() -> bool:
        with open_desk() as desk:
            kinds = {paper.kind for paper in papers_of(desk.session, 3)}
            return "certificate" in kinds and not pdfs_due(desk, 3, ["certificate"])

    await_true(are_made, "no PDFs", PATIENCE)
    with open_desk() as desk:
        gate = find_gate(desk.session, "3/conferral/1/gate")
        assert gate is None or gate.outcome is None
