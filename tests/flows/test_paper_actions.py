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
from runtime import folders, keys
from runtime.desk import open_desk
from runtime.settings import settings
from tasks.course import start_stage
from tests.actions import factories as make
from tests.actions.conferred import conferred_edition
from tests.documents.office import needs_office
from tests.embedded_fixture import Office
from tests.flows.editions import PATIENCE, ordered

DONE = ("Completed", "Failed", "Crashed", "未受理", "部分未受理")


@pytest.fixture
def conferred(stack: Office) -> Office:
    """Edition 3, whose certificates have no PDFs yet."""
    assert stack.server.pids(), "the server runs"
    with open_desk() as desk:
        if desk.session.get(Edition, 3) is None:
            make.add(desk, make.edition())
            conferred_edition(make.at(desk, make.OPENED))
    return stack


def test_form_of_the_register_is_written(conferred: Office) -> None:
    run = ordered("custody-form", 届次=3, 文件="交接.xlsx")

    assert conferred.wait(run, *DONE).name == "Completed"
    form = settings().outgoing / "交接.xlsx"
    assert kind_of(form.read_bytes(), form.name) == "custody"


ATTACKS = (
    ("import-files", {"文件夹": "/etc/passwd"}),
    ("import-files", {"文件夹": "/proc/self/environ"}),
    ("import-files", {"文件夹": "{home}/secret.key"}),
    ("import-files", {"文件夹": "../zhijiang.db"}),
    ("import-files", {"文件夹": "link"}),
    ("file-scan", {"文件": "3/call/1/notice", "扫描件": "{home}/secret.key"}),
    ("export-record", {"文件": "{home}/public/record.zip"}),
    ("export-mail-proof", {"文件": "{home}/secret.key"}),
    ("custody-form", {"文件": "../secret.key"}),
    ("pack-blind-copies", {"评审组": 1, "文件": "{home}/public/a.zip"}),
)


def test_no_form_reaches_a_file_outside_the_inbox_and_the_outbox(conferred: Office) -> None:
    home = settings().home
    folders.make_folders()
    (home / "inbox" / "link").symlink_to("/etc/passwd")
    keys.fernet()  # there is a key to steal
    key = (home / "secret.key").read_bytes()
    before = _kept(), _public(home)

    for name, answers in ATTACKS:
        form = {
            field: one.format(home=home) if isinstance(one, str) else one
            for field, one in answers.items()
        }
        edition = {} if name == "file-scan" else {"届次": 3}
        run = ordered(name, **edition, **form)
        state = conferred.wait(run, *DONE)
        assert state.name == "未受理", (name, form)
        assert "请先把文件放进" in str(state.message) or "请只填文件名" in str(state.message)

    assert (_kept(), _public(home)) == before
    assert (home / "secret.key").read_bytes() == key


def _kept() -> set[str]:
    with open_desk() as desk:
        return desk.files.kept()


def _public(home: Path) -> set[Path]:
    return set((home / "public").rglob("*"))


def test_redrawing_with_the_same_templates_changes_nothing(conferred: Office) -> None:
    run = ordered("redraw-papers", 届次=3, 仅预演=False)

    assert conferred.wait(run, *DONE).name == "Completed"
    with open_desk() as desk:
        assert "paper.redrawn" not in {event.action for event in events_of(desk.session)}


@needs_office
@pytest.mark.slow
@pytest.mark.usefixtures("conferred")
def test_certificates_have_their_pdf_before_the_award_is_decided() -> None:
    start_stage(3, "conferral", 1)

    def are_made() -> bool:
        with open_desk() as desk:
            kinds = {paper.kind for paper in papers_of(desk.session, 3)}
            return "certificate" in kinds and not pdfs_due(desk, 3, ["certificate"])

    await_true(are_made, "no PDFs", PATIENCE)
    with open_desk() as desk:
        gate = find_gate(desk.session, "3/conferral/1/gate")
        assert gate is None or gate.outcome is None
