"""``zhijiang papers`` and ``zhijiang register`` on a real installation."""

from pathlib import Path

import docx
import pytest

from actions.award.approval import enact_approval
from actions.award.conferral import enact_conferral, open_conferral
from actions.entry import call
from actions.record.archive_parts import parts_of
from documents.forms.custody import SHEET
from models.conferral import certificates_of
from models.edition import Phase
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.actions.awarded import REPLY, cleared_edition
from tests.cli.conftest import Zhijiang
from tests.documents.forms.editing import with_cells
from tests.documents.office import needs_office, text_of_pdf

NOTICE = "第三届-申报通知.docx"
PLAQUE = "ZJ450700-2026-03-P-A-01"


@pytest.fixture
def _called(installation: Path) -> None:
    del installation
    with open_desk() as desk:
        call.open_call(desk, make.attempt(desk, "call"))


@pytest.fixture
def _conferred(installation: Path) -> None:
    del installation
    with open_desk() as desk:
        approval = cleared_edition(desk)
        enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
        approval.phase = Phase.APPROVED
        attempt = make.attempt(desk, "conferral", phase=Phase.OPENING)
        open_conferral(desk, attempt)
        enact_conferral(desk, attempt, make.decision())


@pytest.mark.usefixtures("_called")
def test_paper_gets_its_number_and_its_scan(zhijiang: Zhijiang, tmp_path: Path) -> None:
    scan = tmp_path / "inbox" / "盖章.pdf"
    scan.parent.mkdir()
    scan.write_bytes(b"%PDF-1.7")

    issued = zhijiang(
        *("papers", "issue", NOTICE, "--number", "钦质强办[2026]9号"),
        *("--on", "2026-04-01", "--by", "黄工"),
        *("--checked-by", "莫家宁", "--signed-by", "韦立新"),
    )
    filed = zhijiang("papers", "scan", NOTICE, str(scan), "--by", "黄工")
    listed = zhijiang("papers", "list", "--edition", "3")

    assert (issued.code, filed.code, listed.code) == (0, 0, 0), issued.err + filed.err
    assert "第三届-申报通知-签章.pdf" in filed.out
    assert "钦质强办〔2026〕9号" in listed.out
    assert "签章扫描件" in listed.out


@pytest.mark.usefixtures("_called")
def test_wrong_number_is_a_sentence(zhijiang: Zhijiang) -> None:
    answer = zhijiang(
        *("papers", "issue", NOTICE, "--number", "9", "--on", "2026-04-01", "--by", "黄工")
    )

    assert (answer.code, answer.out) == (2, "")
    assert "“9”不是规范的文号" in answer.err


def test_templates_are_written_edited_and_checked(zhijiang: Zhijiang, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    written = zhijiang("papers", "templates", str(folder))
    good = zhijiang("papers", "check", str(folder))
    document = docx.Document(str(folder / "refusal.docx"))
    document.add_paragraph("{{ nobody }}", style="公文正文")
    document.save(str(folder / "refusal.docx"))

    bad = zhijiang("papers", "check", str(folder))

    assert (written.code, good.code, bad.code) == (0, 0, 1)
    assert "错误　refusal.docx　第9段没有“nobody”这个字段" in bad.out


@pytest.mark.usefixtures("_conferred")
def test_custody_and_genuineness_are_told(zhijiang: Zhijiang) -> None:
    with open_desk() as desk:
        row = certificates_of(desk.session, 3)[0]
        public = desk.settings.public / "register" / "register.json"

    given = zhijiang(
        *("register", "hand-over", PLAQUE, "--person", "陈立", "--by", "黄工", "--on", "2026-04-01")
    )
    listed = zhijiang("register", "list", "--edition", "3")
    genuine = zhijiang("register", "check", row.number, row.verification_code)
    copied = zhijiang("register", "check", row.number, "ABCDEFGHJK", "--file", str(public))

    assert given.out == f"奖牌{PLAQUE}（{row.name}）：获奖单位持有。\n"
    assert "待颁发" in listed.out
    assert (genuine.code, copied.code) == (0, 1)
    assert genuine.out.startswith("证书真实有效：")
    assert copied.out == "核验码与编号不符，请核对证书上的核验码。\n"


@pytest.mark.usefixtures("_conferred")
def test_custody_form_goes_out_and_comes_back(zhijiang: Zhijiang, tmp_path: Path) -> None:
    form = tmp_path / "outbox" / "交接.xlsx"
    written = zhijiang("register", "form", str(form), "--edition", "3")
    filled = with_cells(form.read_bytes(), SHEET, E4="颁发", F4="2026-04-01", G4="陈立", H4="黄工")
    form.write_bytes(filled)

    taken = zhijiang("import", str(form), "--edition", "3")
    listed = zhijiang("register", "list", "--edition", "3")

    assert (written.code, taken.code) == (0, 0), taken.out
    assert taken.out.endswith("共 1 行，成功 1 行，有问题 0 行。\n")
    assert "获奖单位持有" in listed.out


@pytest.mark.usefixtures("_conferred")
def test_certificates_without_an_office_program_say_why(
    zhijiang: Zhijiang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    answer = zhijiang("papers", "pdf", "--edition", "3", "--kind", "certificate")

    assert answer.code == 1
    assert answer.out.startswith("未成　这台机器没有安装 LibreOffice，没有生成 PDF。")
    assert "zhijiang papers pdf" in answer.out


@needs_office
@pytest.mark.slow
@pytest.mark.usefixtures("_conferred")
def test_certificates_become_pdfs_with_code_and_go_into_the_archive(
    zhijiang: Zhijiang, installation: Path, tmp_path: Path
) -> None:
    made = zhijiang("papers", "pdf", "--edition", "3", "--kind", "certificate")
    again = zhijiang("papers", "pdf", "--edition", "3", "--kind", "certificate")

    with open_desk() as desk:
        certificates = certificates_of(desk.session, 3)
        parts = [part for part in parts_of(desk, 3) if part.path.startswith("pdf/")]
    assert (made.code, made.out.count("已生成 PDF。")) == (0, len(certificates))
    assert again.out == "成功　PDF 均已生成，没有变化。\n"
    assert len(parts) == len(certificates)
    for row in certificates:
        name = f"第三届-授奖-证书-{row.ref}-{row.name}.pdf"
        pdf = (installation / "papers" / "03" / name).read_bytes()
        (page,) = text_of_pdf(pdf, tmp_path)
        assert row.number in page
        assert f"核验码：{row.verification_code}" in page
        assert b"/Subtype/Image" in pdf  # the square code
        assert [part.data for part in parts if part.path.endswith(name)] == [pdf]
