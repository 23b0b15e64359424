import io
import zipfile

from actions.entry.call import open_call
from actions.papers.publishing import publish
from actions.papers.register import Issue, file_scan, issue_paper, known_paper
from models.audit import events_of
from notifications.outbox import Attachment
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Enter

PAGE = "/desk/edition/3/archive"


def test_the_whole_edition_comes_as_one_file_and_is_the_same_the_next_time(enter: Enter) -> None:
    with open_desk() as desk:
        open_call(desk, factories.attempt(desk, "call"))
    office = enter("office")

    first = office.post(f"{PAGE}/record")
    second = office.post(f"{PAGE}/record")

    assert first.content == second.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as packed:
        assert {"record.json", "manifest.json", "index.xlsx"} <= set(packed.namelist())
    with glance_at_desk() as desk:
        taken = [one for one in events_of(desk.session) if one.action == "record.downloaded"]
    assert [(one.actor, one.edition) for one in taken] == [("覃示例", None)] * 2


def test_only_what_is_published_is_listed_and_given(enter: Enter) -> None:
    with open_desk() as desk:
        open_call(desk, factories.attempt(desk, "call"))
        row = known_paper(desk, "3/call/1/notice")
        paper = Attachment(row.file_name, row.sha256)
    office = enter("office")
    assert "还没有公开的文件" in office.get(PAGE).text
    assert office.get(f"{PAGE}/public/1").status_code == 404

    with open_desk() as desk:
        publish(desk, paper)
        issue = Issue(
            number="质强办〔2026〕1号", issued_on=desk.at.date(), actor="黄工",
            checked_by="莫家宁", signed_by="韦立新",
        )  # fmt: skip
        issue_paper(desk, row.key, issue)
        file_scan(desk, row.key, b"%PDF-1.7 sealed", "盖章.pdf", actor="黄工")

    assert paper.name in office.get(PAGE).text
