"""Papers of the kinds the policy names leave only with number and seal."""

from datetime import date

import pytest

from actions.entry import call
from actions.errors import ActionRefused
from actions.papers.issuing import awaited_in, awaited_papers
from actions.papers.publishing import is_published, take_down
from actions.papers.register import Issue, file_scan, issue_paper
from actions.reminding.board import board
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.paper import find_paper
from notifications.ledger import count_due
from runtime.desk import Desk
from tests.actions import factories as make
from tests.documents.papers.reading import text_of

KEY, NAME = "3/call/1/notice", "第三届-申报通知.docx"
ISSUE = Issue(
    number="质强办〔2026〕1号", issued_on=date(2026, 4, 1), actor="黄工",
    checked_by="莫家宁", cosigned_by=("覃丽华",), signed_by="韦立新",
)  # fmt: skip
SCAN = b"%PDF-1.7 sealed"


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """A call whose publication was decided."""
    make.add(desk, make.contact())
    attempt = make.attempt(desk, "call")
    call.open_call(desk, attempt)
    attempt.phase = Phase.ENACTING
    call.enact_call(desk, attempt, make.decision(role="office_head"))
    return attempt


def test_a_notice_without_number_and_seal_is_neither_sent_nor_published(
    desk: Desk, attempt: StageAttempt
) -> None:
    assert [paper.key for paper in awaited_in(desk, attempt)] == [KEY]
    assert not is_published(desk, NAME)
    assert count_due(desk.session, at=desk.at, most=9) == 0
    assert f"## 待签发\n\n- {find_title(desk)}" in board(desk, 3)


def test_the_number_alone_lets_nothing_go(desk: Desk, attempt: StageAttempt) -> None:
    issue_paper(desk, KEY, ISSUE)

    assert awaited_in(desk, attempt)
    assert count_due(desk.session, at=desk.at, most=9) == 0


def test_a_sealed_notice_is_published_and_its_scan_is_what_the_letter_carries(
    desk: Desk, attempt: StageAttempt
) -> None:
    issue_paper(desk, KEY, ISSUE)

    scan = file_scan(desk, KEY, SCAN, "盖章.pdf", actor="黄工")

    assert awaited_in(desk, attempt) == []
    assert is_published(desk, NAME)
    (letter,) = letters_of(desk.session, 3)
    assert letter.attachments[0] == {"name": scan.file_name, "sha256": scan.sha256}
    assert count_due(desk.session, at=desk.at, most=9) == 1


def test_a_letter_written_after_the_sealing_does_not_wait(
    desk: Desk, attempt: StageAttempt
) -> None:
    issue_paper(desk, KEY, ISSUE)
    file_scan(desk, KEY, SCAN, "盖章.pdf", actor="黄工")
    make.add(desk, make.contact(name="浦北县质量办", email="pubei@city.example"))

    call.enact_call(desk, attempt, make.decision(role="office_head"))

    assert count_due(desk.session, at=desk.at, most=9) == 2


def test_a_number_is_given_after_checking_and_signing_off_only(
    desk: Desk, attempt: StageAttempt
) -> None:
    unsigned = Issue(number=ISSUE.number, issued_on=ISSUE.issued_on, actor="黄工")

    with pytest.raises(ActionRefused, match="请填写核稿人和签发人"):
        issue_paper(desk, KEY, unsigned)

    assert awaited_in(desk, attempt)


def test_the_dispatch_sheet_says_who_and_when(desk: Desk, attempt: StageAttempt) -> None:
    issue_paper(desk, KEY, ISSUE)

    sheet = find_paper(desk.session, f"{attempt.key}/dispatch-sheet/申报通知")
    assert sheet is not None
    said = text_of(desk.files.fetch(sheet.sha256))
    assert "质强办〔2026〕1号" in said
    for step, who in (("核稿", "莫家宁"), ("会签", "覃丽华"), ("签发", "韦立新")):
        assert said.index(step) < said.index(who) < said.index("编号登记")


def test_what_is_taken_down_is_not_waited_for(desk: Desk, attempt: StageAttempt) -> None:
    take_down(desk, 3, [f"{attempt.key}/"])
    attempt.phase = Phase.SUPERSEDED
    desk.session.add(attempt)

    assert awaited_papers(desk, 3) == []


def find_title(desk: Desk) -> str:
    paper = find_paper(desk.session, KEY)
    assert paper is not None
    return paper.title
