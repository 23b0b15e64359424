"""A changed template: papers nobody has yet follow it, all others stay as they are."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from sqlmodel import select

from actions.attempts import in_force
from actions.entry import call
from actions.papers.filing import file_paper
from actions.papers.publishing import publish
from actions.papers.redrawing import redraw_papers
from actions.papers.register import Issue, file_scan, issue_paper, known_paper
from documents.papers.examples.made_up import EXAMPLES
from documents.papers.sources import write_word_templates
from models.audit import AuditEvent
from models.edition import Phase
from notifications.outbox import Attachment
from runtime.desk import Desk
from tests.actions import factories as make
from tests.documents.papers.reading import text_of

KEY = "3/call/1/notice"
ADDED = "此句为秘书所加。"
UNCHANGED = "内容和模板都没有变化，没有改写。"


@pytest.fixture
def notice(desk: Desk) -> Desk:
    attempt = make.attempt(desk, "call", phase=Phase.APPROVED)
    call.open_call(desk, attempt)
    return desk


def changed(desk: Desk, folder: Path, text: str = ADDED, kind: str = "notice") -> Desk:
    """The desk of an office whose own template has one more paragraph."""
    write_word_templates(folder)
    document = docx.Document(str(folder / f"{kind}.docx"))
    document.add_paragraph(text, style="公文正文")
    document.save(str(folder / f"{kind}.docx"))
    settings = desk.settings.model_copy(update={"templates_folder": folder})
    return replace(desk, settings=settings)


def redrawn(desk: Desk, *, preview: bool = False) -> list[tuple[str, bool, str]]:
    lines = redraw_papers(desk, 3, actor="黄工", preview=preview)
    return [(line.place, line.ok, line.sentence) for line in lines]


def said(desk: Desk) -> str:
    return text_of(desk.files.fetch(known_paper(desk, KEY).sha256))


def test_only_the_paper_whose_template_changed_is_drawn_anew(notice: Desk, tmp_path: Path) -> None:
    desk = changed(notice, tmp_path / "own")
    before = known_paper(desk, KEY).sha256

    assert redrawn(desk, preview=True) == [(KEY, True, "将按现在的模板改写。")]
    assert known_paper(desk, KEY).sha256 == before
    assert redrawn(desk) == [(KEY, True, "已按现在的模板改写。")]
    assert redrawn(desk) == [("", True, UNCHANGED)]

    assert ADDED in said(desk)
    query = select(AuditEvent).where(AuditEvent.action == "paper.redrawn")
    (event,) = desk.session.exec(query)
    assert (event.actor, event.subject) == ("黄工", KEY)
    assert event.facts["before"] == before
    assert event.facts["sha256"] == known_paper(desk, KEY).sha256


def _issued(desk: Desk) -> str:
    issue = Issue(
        number="钦质强办[2026]9号", issued_on=date(2026, 4, 1), actor="黄工",
        checked_by="莫家宁", signed_by="韦立新",
    )  # fmt: skip
    issue_paper(desk, KEY, issue)
    return "已登记钦质强办〔2026〕9号"


def _signed(desk: Desk) -> str:
    file_scan(desk, KEY, b"%PDF-1.7", "盖章.pdf", actor="黄工")
    return "已有签章扫描件"


def _published(desk: Desk) -> str:
    edition, paper = desk.edition(3), known_paper(desk, KEY)
    policy = json.loads(edition.policy_json)
    del policy["archive"]["sealed"]  # a city whose notices are published as they are written
    edition.policy_json = json.dumps(policy, ensure_ascii=False)
    publish(desk, Attachment(paper.file_name, paper.sha256))
    return "已公布"


def _superseded(desk: Desk) -> str:
    in_force(desk, 3, "call").phase = Phase.SUPERSEDED
    desk.session.flush()
    return "所在阶段已失效"


@pytest.mark.parametrize("out", [_issued, _signed, _published, _superseded])
def test_a_paper_that_is_out_stays_as_it_is(notice: Desk, tmp_path: Path, out: object) -> None:
    assert callable(out)
    why = out(notice)
    desk = changed(notice, tmp_path / "own")
    before = known_paper(desk, KEY).sha256

    assert redrawn(desk) == [(KEY, True, f"{why}，保持原样。")]
    assert known_paper(desk, KEY).sha256 == before
    assert ADDED not in said(desk)


def test_certificates_are_never_drawn_anew(desk: Desk, tmp_path: Path) -> None:
    attempt = make.attempt(desk, "conferral", phase=Phase.DECIDING)
    file_paper(desk, attempt, "certificate", EXAMPLES["certificate"], subject="S001")

    lines = redrawn(changed(desk, tmp_path / "own", kind="certificate"))

    assert lines == [("3/conferral/1/certificate/S001", True, "编号已入登记簿，保持原样。")]


def test_a_broken_template_changes_nothing(notice: Desk, tmp_path: Path) -> None:
    desk = changed(notice, tmp_path / "own", text="{{ nobody }}")

    (line,) = redrawn(desk)

    assert line == (
        KEY,
        False,
        "没有改写：模板notice.docx第42段没有“nobody”这个字段，请改正或删去。",
    )


def test_papers_of_an_older_version_are_named(notice: Desk, tmp_path: Path) -> None:
    row = known_paper(notice, KEY)
    row.values_json = '{"no": "such fields"}'

    (line,) = redrawn(changed(notice, tmp_path / "own"))

    assert line[:2] == (KEY, False)
